"""How much each number and each mark counts; learned, not written.

Made by `python -m benchmarks.train_pages` from the public pages of WCXB (CC BY 4.0) and Fundus (MIT).
In: nothing.  Out: the weights of the two looks of `choosing`.
"""

from typing import Final

from wiredesk.craft.pages.choosing import Marks, Weights


def _marks(packed: str) -> Marks:
    pairs = (entry.rpartition("=") for entry in packed.split())
    return Marks((name, int(value) / 1_000) for name, _, value in pairs)


FIRST: Final = Weights(
    bias=-1.70836,
    numbers=(
        0.279581,
        -0.215877,
        -0.115359,
        -2.00323,
        2.62743,
        -0.705999,
        -0.69491,
        -0.128578,
        3.90772,
        -0.895139,
        -0.252771,
        -0.346809,
        0.152958,
        -0.132642,
        0.0668406,
        -0.61833,
        1.33321,
        -0.426705,
        -1.78383,
        0.266828,
        -1.55203,
        0.63743,
        0.464453,
        0.479631,
        0.133726,
        -0.451913,
        0.519897,
        -1.44697,
        2.00943,
        -1.29554,
        0.428594,
        0.693828,
        0.0364558,
        0.997206,
        -2.80246,
        -0.248662,
        -0.84736,
        -0.402836,
        -0.00167229,
        0.198951,
        0.00998987,
        -2.07978,
        0.0202384,
        0.00788725,
        0.847026,
    ),
    marks=_marks("""
above0=59 above1=-227 above2=520 above3=-376 above4=463 above5=-370 abovel0=-186 abovel1=149 abovel2=-267 abovel3=384 abovel4=309 abovel5=-320
again=-2160 again0=1149 again1=280 again2=-1395 again3=-2193 branch0=-365 branch1=83 branch2=-339 branch3=-96 branch4=1011 branch5=-225 branchl0=607
branchl1=-4 branchl2=-599 branchl3=-186 branchl4=-163 branchl5=412 branchn0=-957 branchn1=-580 branchn2=59 branchn3=701 branchn4=644 branchn5=201 branchp0=-167
branchp1=604 branchp2=-197 branchp3=227 branchp4=-399 description=1931 e0w0=-109 e0w1=29 e0w2=-169 e0w3=-515 e0w4=-1034 e0w5=-584 e1w0=9
e1w1=-204 e1w2=170 e1w3=322 e1w4=695 e1w5=1459 g0=-3275 g0b=-3029 g0s=-246 g1=-398 g10=-299 g10b=290 g10s=-588
g11=-862 g11b=-1104 g11s=242 g12=-398 g12b=-116 g12s=-282 g13=-453 g13b=-353 g13s=-101 g14=233 g14b=-22 g14s=255
g15=40 g15b=145 g15s=-105 g16=-351 g16b=-243 g16s=-108 g17=139 g17b=780 g17s=-641 g18=-697 g18b=-593 g18s=-104
g19=117 g19b=-197 g19s=314 g1b=14 g1s=-412 g2=-751 g20=-192 g20b=63 g20s=-254 g2b=-192 g2s=-559 g3=-273
g3b=163 g3s=-436 g4=-1078 g4b=-875 g4s=-203 g5=274 g5b=-143 g5s=417 g6=-1255 g6b=-1113 g6s=-142 g7=596
g7b=-57 g7s=653 g8=-1231 g8b=-898 g8s=-333 g9=-118 g9b=-113 g9s=-5 gap0=142 gap2=218 gap3=139 gap4=-370
gap5=32 gap6=-496 gap7=179 gap8=225 l0=-14 l0w0=-54 l0w1=-207 l0w2=-179 l0w3=71 l0w4=329 l0w5=216 l0w6=-261
l0w7=71 l1=44 l1w4=-656 l1w5=372 l1w6=-255 l1w7=386 l2=319 l2w2=39 l2w3=600 l2w4=224 l2w5=-416 l2w6=-104
l2w7=-23 l3=183 l3w1=-12 l3w2=76 l3w3=-117 l3w4=139 l3w5=550 l4=-318 l4w1=182 l4w2=-27 l4w3=-582 l4w4=-775
l5=-145 l5w0=-23 l5w1=-151 l5w2=154 l5w3=-409 l5w4=400 li00=-320 li01=-62 li02=467 li03=-204 li04=713 li11=-750
li12=192 li13=104 li21=-89 li22=657 li23=185 li24=-1061 li30=-26 li31=-162 li32=355 li41=-519 li50=-269 li51=-457
li52=130 li53=-356 li54=876 liw0=-154 liw1=-1218 liw2=664 liw3=77 liw4=-113 liw5=171 liw6=296 liw7=522 m0in0=-450
m0in1=794 m0in2=-538 m0in3=645 m0in4=161 m0in5=137 m0out1=-148 m0out2=-623 m0out3=-984 m0out4=893 m0out5=181 m0tblockquote=92 m0tbutton=-296
m0tdiv=-116 m0tfigcaption=-198 m0th1=75 m0th2=51 m0th3=526 m0th4=122 m0tlabel=-188 m0tli=403 m0to=133 m0tp=-544 m0tpre=96 m0ttd=520
m0tth=76 m0w0=-243 m0w1=-410 m0w2=163 m0w3=-192 m1in0=-393 m1in1=436 m1in2=616 m1in3=-314 m1in4=675 m1in5=97 m1out1=861
m1out2=-31 m1out3=-382 m1out4=-913 m1out5=-583 m1tblockquote=92 m1tbutton=222 m1tdiv=-125 m1tfigcaption=-351 m1th1=79 m1th2=93 m1th3=261 m1th4=96
m1tlabel=-186 m1tli=-392 m1to=141 m1tp=533 m1tpre=96 m1ttd=354 m1tth=70 m1w0=-934 m1w1=-3 m1w2=164 m1w3=-275 m2in0=-110
m2in1=-441 m2in2=211 m2in3=478 m2in4=24 m2in5=857 m2out1=-895 m2out2=-35 m2out3=1124 m2out4=-898 m2out5=-246 m2tblockquote=-959 m2tbutton=240
m2tdiv=787 m2tfigcaption=-187 m2th1=-300 m2th2=504 m2th3=518 m2th4=213 m2tlabel=-182 m2tli=860 m2to=153 m2tp=80 m2tpre=96 m2ttd=-1089
m2tth=19 m2w0=-265 m2w1=-134 m2w2=-352 m2w3=-198 n0=-957 n1=-223 n2=-29 n3=381 n4=897 own00=112 own01=-257
own02=-31 own03=51 own04=-71 own05=-214 own10=49 own11=-104 own12=-302 own20=688 own21=138 own51=418 p0=-643 p0w0=-137
p0w1=-479 p0w2=-215 p1=-388 p10=144 p10w0=175 p11=-361 p11w1=-120 p11w2=-150 p12=-159 p12w0=27 p12w1=-318 p12w2=54
p13=-160 p13w0=154 p13w1=-627 p13w2=307 p13w3=6 p14=37 p14w0=273 p14w1=268 p14w2=-295 p14w3=-209 p15=243 p15w1=54
p15w2=207 p1w0=-517 p1w1=-209 p1w2=-156 p1w3=494 p2=-1148 p2w1=-351 p2w2=42 p3=-927 p3w0=-64 p3w1=-181 p3w2=-584
p4=-1118 p4w0=-348 p4w1=-589 p4w2=-274 p5=-639 p5w0=149 p5w1=36 p5w2=-463 p6=134 p6w0=105 p6w1=-5 p6w2=-400
p7=172 p7w1=336 p7w2=134 p7w3=-119 p8=-534 p8w0=17 p8w2=-462 p9=518 s0=93 s0b=247 s0s=-154 s1=112
s10=600 s10b=336 s11=-113 s11b=29 s11s=-142 s12=-105 s12s=-252 s14=-254 s14s=-190 s15=-123 s15s=-108 s16=-1212
s16b=-680 s16s=-532 s17=211 s17b=177 s17s=34 s18=-501 s18b=-904 s18s=403 s19=-213 s19b=-213 s1b=195 s1s=-83
s2=473 s2b=46 s2s=427 s3=890 s3b=118 s3s=772 s4=-331 s4b=-177 s4s=-154 s5=-869 s5b=-869 s6=-406
s6b=-406 s7=-942 s7b=-664 s7s=-279 s8=-1846 s8b=-708 s8s=-1138 s9=-742 s9b=-812 s9s=70 shape0=-479 shape1=-267
shape2=-802 shape3=451 shape4=433 shape5=732 since0=142 since1=-256 since2=-257 since3=27 since4=256 since5=308 since6=-151 tblockquote=80
tbutton=-334 tbuttonl0=-327 tbuttonl5=-7 tbuttonw0=-326 tbuttonw1=-271 tbuttonw2=-98 tdiv=-587 tdivl0=352 tdivl1=-174 tdivl2=-8 tdivl3=-407 tdivl4=-240
tdivl5=-111 tdivw0=-124 tdivw1=-144 tdivw2=-282 tdivw3=-205 tdivw4=-548 tdivw5=-297 tdivw6=409 tdivw7=604 tfigcaption=-226 tfigcaptionl0=-974 tfigcaptionw1=-40
tfigcaptionw2=-33 tfigcaptionw3=-21 tfigcaptionw4=412 tfigcaptionw5=-287 th1=-170 th1l0=-190 th1w2=468 th1w3=298 th1w4=-498 th2=805 th2l0=-58 th2l4=305
th2l5=779 th2w0=-24 th2w1=187 th2w2=42 th2w3=105 th2w4=-210 th3=-89 th3l0=343 th3l5=-62 th3w0=112 th3w1=329 th3w2=167
th3w3=-107 th3w4=-423 th4=269 th4l0=406 th4l5=-170 th4w0=251 th4w1=94 th4w2=407 th4w3=-259 theaderl0=6 title=-1623 titlediv=-85
titleh1=-470 titleh2=-664 tlabel=-253 tlabell0=-253 tlabelw0=-5 tlabelw1=-28 tlabelw2=-121 tli=245 tlil0=265 tlil1=272 tlil2=-347 tlil3=249
tlil4=-203 tlil5=10 tliw0=-326 tliw1=-576 tliw2=-269 tliw3=246 tliw4=517 tliw5=131 tliw6=51 tliw7=473 to=-152 tol0=6
tow0=58 tow1=-285 tow2=297 tp=80 tpl0=279 tpl2=409 tpl3=46 tpl4=87 tpl5=-742 tpre=96 tprel0=22 tpw0=-35
tpw1=5 tpw2=-383 tpw3=-336 tpw4=43 tpw5=284 tpw6=-166 tpw7=668 ttd=447 ttdl0=200 ttdl5=223 ttdw0=373 ttdw1=448
ttdw2=-224 ttdw3=-174 ttdw4=235 tth=75 tthl0=90 tthw0=46 tthw1=64 until0=142 until1=-347 until3=-68 until4=93 until5=43
until6=206 up=411 w0=-100 w1=-175 w3=-193 w4=-338 w5=-343 w6=738 w7=479 xa=-47 xad1=-145 xad2=-56
xad3=257 xad4=-141 xad5=-153 xad6=190 xatbutton=-48 xatdiv=-283 xath2=-32 xath3=-478 xath4=-254 xatlabel=-64 xatli=70 xato=-307
xatp=-95 xattd=739 xaw0=91 xaw1=447 xaw2=261 xaw3=143 xaw4=-28 xaw5=-409 xaw6=126 xaw7=-676 xb=414 xbd1=-526
xbd2=120 xbd3=-2 xbd4=314 xbd5=-26 xbd6=535 xbtbutton=-301 xbtdiv=-161 xbth1=-209 xbth2=175 xbth3=-201 xbtlabel=4 xbtli=434
xbtp=75 xbttd=269 xbw0=-320 xbw1=-695 xbw2=-632 xbw3=-656 xbw4=-13 xbw5=303 xbw6=708 xm=-299 xmd0=142 xmd1=179
xmd2=-119 xmd3=-66 xmd4=-221 xmd5=69 xmd6=-282 xmtblockquote=-816 xmtbutton=15 xmtdiv=-143 xmtfigcaption=-16 xmth1=119 xmth2=662 xmth3=591
xmth4=467 xmtlabel=-194 xmtli=-260 xmto=18 xmtp=100 xmtpre=96 xmttd=-561 xmtth=75 xmw0=128 xmw1=73 xmw2=372 xmw3=321
xmw4=-297 xmw5=-236 xmw6=-95 xmw7=-565
"""),
)

SECOND: Final = Weights(
    bias=-3.08508,
    numbers=(
        0.410194,
        -0.785044,
        -0.10335,
        -1.73507,
        2.67105,
        -0.725143,
        -1.22638,
        -0.136438,
        3.57117,
        -0.454691,
        -0.25638,
        -0.438582,
        -0.313371,
        0.0752224,
        -0.012565,
        -0.1744,
        1.0403,
        -0.392981,
        -3.25347,
        0.427042,
        -1.77937,
        0.645033,
        0.799874,
        0.320385,
        0.115102,
        -0.321685,
        0.7308,
        -1.66885,
        2.02982,
        -1.68002,
        1.37019,
        0.864041,
        -0.027157,
        0.643029,
        -1.09411,
        -0.0124641,
        -0.670909,
        -0.590792,
        0.00774051,
        0.176397,
        -0.492477,
        -2.21196,
        0.0111234,
        0.00453911,
        -0.244912,
        -0.300337,
        -0.00330946,
        -0.0598072,
        0.0014786,
        0.0075399,
        -0.0152193,
        0.0200087,
        -0.0210609,
        -0.0105373,
        0.00867181,
        -0.0114522,
        -0.961319,
        -0.237501,
        0.407261,
        2.30643,
        -0.986804,
        0.986803,
        -0.0619214,
        0.26107,
        1.03079,
        0.321457,
        0.164816,
        -0.0342652,
        -0.0325856,
        -0.0178636,
        0.018655,
        -0.205206,
        0.00827661,
        0.0368536,
        0.0407218,
        -0.0218274,
        0.100598,
        -0.265411,
        -0.390251,
        0.070097,
        -0.118449,
        0.123362,
        0.674907,
        -0.383331,
        -1.16561,
        -0.370086,
        -0.0610446,
    ),
    marks=_marks("""
above0=-167 above1=-465 above2=400 above3=-211 above4=735 above5=-309 abovel0=-247 abovel1=262 abovel2=-400 abovel3=470 abovel4=211 abovel5=-314
again=-2511 again0=827 again1=-76 again2=-1260 again3=-2003 branch0=-427 branch1=169 branch2=-349 branch3=-113 branch4=955 branch5=-253 branchl0=645
branchl1=7 branchl2=-560 branchl3=-331 branchl4=-171 branchl5=392 branchn0=-859 branchn1=-483 branchn2=203 branchn3=751 branchn4=591 branchn5=-220 branchp0=-116
branchp1=553 branchp2=-148 branchp3=118 branchp4=-426 description=1845 e0w0=-52 e0w1=-12 e0w2=-172 e0w3=-607 e0w4=-1116 e0w5=-811 e1w1=-187
e1w2=206 e1w3=370 e1w4=725 e1w5=1638 g0=-2258 g0b=-2068 g0s=-190 g1=-361 g10=-184 g10b=283 g10s=-467 g11=-806
g11b=-905 g11s=99 g12=-515 g12b=-195 g12s=-319 g13=-549 g13b=-538 g13s=-10 g14=257 g14b=68 g14s=189 g15=10
g15b=169 g15s=-160 g16=-320 g16b=-58 g16s=-263 g17=47 g17b=447 g17s=-400 g18=-531 g18b=-365 g18s=-166 g19=105
g19b=-187 g19s=292 g1b=103 g1s=-464 g2=-752 g20=-108 g20b=80 g20s=-188 g2b=-275 g2s=-477 g3=-311 g3b=170
g3s=-481 g4=-1065 g4b=-823 g4s=-241 g5=139 g5b=-166 g5s=305 g6=-981 g6b=-784 g6s=-197 g7=759 g7b=173
g7s=586 g8=-842 g8b=-647 g8s=-196 g9=-186 g9b=-72 g9s=-114 gap0=169 gap2=50 gap3=63 gap4=-444 gap5=66
gap6=-273 gap7=163 gap8=187 l0=112 l0w0=9 l0w1=-74 l0w2=-208 l0w3=175 l0w4=157 l0w5=135 l0w6=-20 l0w7=-63
l1=-128 l1w4=-503 l1w5=160 l1w6=-173 l1w7=340 l2=163 l2w2=62 l2w3=337 l2w4=154 l2w5=-586 l2w6=98 l2w7=99
l3=213 l3w1=-5 l3w2=-84 l3w3=-33 l3w4=58 l3w5=378 l4=-296 l4w1=102 l4w2=27 l4w3=-429 l4w4=-422 l5=-82
l5w0=-57 l5w1=-225 l5w2=259 l5w3=-357 l5w4=165 li00=-84 li01=8 li02=457 li03=-210 li04=196 li11=-273 li12=64
li13=40 li21=15 li22=279 li23=63 li24=-535 li30=17 li31=-93 li32=166 li41=-118 li50=-183 li51=-370 li52=93
li53=-127 li54=562 liw0=-100 liw1=-984 liw2=618 liw3=254 liw4=88 liw5=301 liw6=32 liw7=161 m0in0=-292 m0in1=596
m0in2=-529 m0in3=609 m0in4=433 m0in5=26 m0out1=-98 m0out2=-390 m0out3=-678 m0out4=475 m0out5=-170 m0tblockquote=25 m0tbutton=-169 m0tdiv=41
m0tfigcaption=-407 m0th1=-40 m0th2=310 m0th3=443 m0th4=232 m0tlabel=-105 m0tli=316 m0to=55 m0tp=-292 m0tpre=46 m0ttd=272 m0tth=71
m0w0=-417 m0w1=-539 m0w2=202 m0w3=-107 m1in0=-280 m1in1=391 m1in2=533 m1in3=-259 m1in4=221 m1in5=288 m1out1=562 m1out2=-182
m1out3=-206 m1out4=-594 m1out5=-492 m1tblockquote=25 m1tbutton=-21 m1tdiv=-113 m1tfigcaption=-449 m1th1=-13 m1th2=278 m1th3=320 m1th4=219 m1tlabel=-102
m1tli=2 m1to=60 m1tp=349 m1tpre=46 m1ttd=127 m1tth=68 m1w0=-734 m1w1=-202 m1w2=204 m1w3=-181 m2in0=-166 m2in1=-42
m2in2=264 m2in3=440 m2in4=-18 m2in5=792 m2out1=-719 m2out2=-59 m2out3=766 m2out4=-916 m2out5=-359 m2tblockquote=-473 m2tbutton=11 m2tdiv=494
m2tfigcaption=-357 m2th1=-97 m2th2=410 m2th3=445 m2th4=237 m2tlabel=-91 m2tli=702 m2to=74 m2tp=43 m2tpre=46 m2ttd=-375 m2tth=45
m2w0=-490 m2w1=-245 m2w2=-326 m2w3=-226 n0=-621 n1=25 n2=-80 n3=179 n4=478 own00=-190 own01=-273 own02=16
own03=126 own04=-177 own05=-98 own10=-120 own11=-173 own12=-140 own20=708 own21=246 own51=-16 p0=-518 p0w0=-109 p0w1=-303
p0w2=-154 p1=-381 p10=41 p10w0=56 p11=-249 p11w1=-110 p11w2=-222 p12=-146 p12w0=-7 p12w1=-168 p12w2=-6 p13=-358
p13w0=19 p13w1=-559 p13w2=202 p13w3=-19 p14=112 p14w0=346 p14w1=198 p14w2=-409 p14w3=-22 p15=173 p15w1=21 p15w2=165
p1w0=-263 p1w1=-141 p1w2=-259 p1w3=281 p2=-780 p2w1=-351 p2w2=-81 p3=-1100 p3w0=-61 p3w1=-244 p3w2=-709 p4=-1203
p4w0=-216 p4w1=-712 p4w2=-239 p5=-657 p5w0=-12 p5w1=-168 p5w2=-366 p6=46 p6w0=92 p6w1=54 p6w2=-220 p7=128
p7w1=180 p7w2=71 p7w3=-84 p8=-403 p8w0=-18 p8w2=-281 p9=239 s0=144 s0b=389 s0s=-245 s1=145 s10=450
s10b=428 s11=-95 s11b=-5 s11s=-90 s12=-181 s12s=-213 s14=-129 s14s=-115 s15=-9 s15s=-6 s16=-930 s16b=-634
s16s=-296 s17=-8 s17b=32 s17s=-39 s18=-579 s18b=-744 s18s=165 s19=-254 s19b=-254 s1b=248 s1s=-103 s2=427
s2b=-147 s2s=575 s3=783 s3b=-44 s3s=827 s4=-359 s4b=48 s4s=-407 s5=-617 s5b=-617 s6=-185 s6b=-185
s7=-780 s7b=-561 s7s=-219 s8=-1261 s8b=-402 s8s=-859 s9=-739 s9b=-553 s9s=-186 shape0=-147 shape1=-61 shape2=-871
shape3=375 shape4=232 shape5=454 since0=169 since1=-270 since2=-273 since3=-18 since4=128 since5=279 since6=-32 tblockquote=12 tbutton=-239
tbuttonl0=-235 tbuttonl5=-4 tbuttonw0=-96 tbuttonw1=-126 tbuttonw2=-120 tdiv=-558 tdivl0=270 tdivl1=-164 tdivl2=-35 tdivl3=-280 tdivl4=-124 tdivl5=-226
tdivw0=-87 tdivw1=-151 tdivw2=-220 tdivw3=-314 tdivw4=-374 tdivw5=-137 tdivw6=410 tdivw7=315 tfigcaption=-463 tfigcaptionl0=-704 tfigcaptionw1=-22 tfigcaptionw2=-40
tfigcaptionw3=-64 tfigcaptionw4=107 tfigcaptionw5=-246 th1=-338 th1l0=-352 th1w2=141 th1w3=42 th1w4=-324 th2=640 th2l0=-83 th2l4=152 th2l5=632
th2w0=-14 th2w1=128 th2w2=153 th2w3=236 th2w4=-132 th3=106 th3l0=255 th3l5=-8 th3w0=38 th3w1=296 th3w2=262 th3w3=-75
th3w4=-345 th4=190 th4l0=220 th4l5=-38 th4w0=80 th4w1=26 th4w2=303 th4w3=-153 theader=-28 theaderl0=-27 title=-1098 titlediv=-30
titleh1=-437 titleh2=-426 tlabel=-127 tlabell0=-126 tlabelw0=-7 tlabelw1=-36 tlabelw2=-59 tli=370 tlil0=297 tlil1=68 tlil2=-309 tlil3=315
tlil4=-17 tlil5=16 tliw0=-214 tliw1=-571 tliw2=-43 tliw3=435 tliw4=575 tliw5=-61 tliw6=78 tliw7=170 to=-30 tol0=31
tow0=10 tow1=-36 tow2=70 tp=90 tpl0=405 tpl1=-17 tpl2=383 tpl3=118 tpl4=-211 tpl5=-588 tpre=46 tprel0=28
tpw0=29 tpw1=-123 tpw2=-286 tpw3=-245 tpw4=121 tpw5=312 tpw6=-196 tpw7=478 ttd=253 ttdl0=99 ttdl5=168 ttdw0=222
ttdw1=384 ttdw2=-98 ttdw3=-143 ttdw4=34 tth=71 tthl0=80 tthw0=37 tthw1=48 until0=169 until1=-334 until2=-24 until3=-124
until4=46 until5=11 until6=239 up=474 w0=-52 w1=-199 w2=34 w3=-237 w4=-390 w5=-209 w6=614 w7=422
xa=105 xad1=-48 xad2=-85 xad3=144 xad4=-84 xad5=-37 xad6=214 xatbutton=-27 xatdiv=-286 xath2=-43 xath3=-248 xath4=-63
xatlabel=-23 xatli=379 xato=-64 xatp=-136 xattd=267 xaw0=40 xaw1=264 xaw2=135 xaw3=-27 xaw4=-92 xaw5=-203 xaw6=292
xaw7=-304 xb=101 xbd1=-423 xbd2=132 xbd3=-17 xbd4=225 xbd5=-74 xbd6=258 xbtbutton=-153 xbtdiv=-210 xbth1=-289 xbth2=191
xbth3=-147 xbtlabel=-10 xbtli=224 xbtp=256 xbttd=162 xbw0=-137 xbw1=-518 xbw2=-469 xbw3=-459 xbw4=97 xbw5=361 xbw6=445
xm=-224 xmd0=169 xmd1=89 xmd2=-156 xmd3=-107 xmd4=-179 xmd5=85 xmd6=-124 xmtblockquote=-448 xmtbutton=-59 xmtdiv=-62 xmtfigcaption=-321
xmth1=20 xmth2=493 xmth3=500 xmth4=251 xmtlabel=-94 xmtli=-234 xmto=26 xmtp=-30 xmtpre=46 xmttd=-176 xmtth=70 xmw0=44
xmw1=55 xmw2=368 xmw3=249 xmw4=-395 xmw5=-366 xmw6=-123 xmw7=-55
"""),
)
