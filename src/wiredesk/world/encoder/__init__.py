"""Sentence models that the operator brings along; the extra `[semantic]` runs them."""

from wiredesk.world.encoder.onnx import OnnxEncoder

__all__ = ["OnnxEncoder"]
