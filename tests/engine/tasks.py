"""What workers are asked to do in tests; a worker imports it by name."""

import os
import time
from typing import NoReturn

from wiredesk.basics.errors import InputError, Place


def add(one: int, other: int = 0) -> int:
    return one + other


def own_id() -> int:
    return os.getpid()


def refuse(name: str) -> NoReturn:
    raise InputError("is no feed.", subject=Place(name=name, line=7), remedy="Look.", code="odd")


def fail() -> NoReturn:
    raise KeyError("a parser's own mistake")


def hang() -> NoReturn:
    while True:
        time.sleep(1)


def spin() -> NoReturn:
    while True:
        pass


def eat() -> int:
    return len(bytearray(4_000_000_000))


def vanish(code: int) -> NoReturn:
    os._exit(code)


def crash() -> NoReturn:
    os.abort()
    raise AssertionError


def wait(seconds: float, result: int) -> int:
    time.sleep(seconds)
    return result


def unsendable() -> object:
    return lambda: None


def large(size: int) -> bytes:
    return bytes(size)
