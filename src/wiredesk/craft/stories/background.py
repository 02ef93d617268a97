"""How common words are in the news: the background that idf starts from on a hub's first day.

In: nothing.  Out: a stem and in how many of 10,000 texts it stands.  Made by
benchmarks/make_background.py from 8,732 entries of 194 public feeds and headlines; counts only.
"""

from typing import Final

TEXTS: Final = 10_000

_EN: Final = """
trump=1192 post=784 work=694 presid=671 peopl=664 day=521 week=498 read=494 state=435 look=400 right=361 start=361 recent=350 come=347 hous=347 build=338
run=336 help=331 support=328 appear=326 world=322 tri=318 talk=313 month=306 donald=305 find=302 old=302 kill=299 code=298 set=298 chang=297 end=291 open=289
develop=286 host=286 learn=282 video=282 write=278 19=276 covid=276 follow=273 live=271 power=266 democrat=265 project=265 creat=263 star=261 home=260 polic=258
offici=251 system=250 elect=249 file=245 continu=244 coronavirus=244 lot=243 life=242 long=239 biden=238 person=237 featur=236 releas=235 share=235 countri=234
face=232 man=232 ai=231 blog=231 user=230 plan=229 attack=227 american=224 data=224 problem=224 republican=224 white=224 add=221 differ=220 10=218 black=218
book=218 case=218 dead=215 nation=214 test=214 program=213 issu=206 turn=206 famili=205 show=204 death=200 https=200 compani=198 discuss=198 point=197
process=196 softwar=196 high=195 applic=194 call=194 provid=192 public=192 thought=192 actual=191 move=191 offic=190 seri=190 free=189 name=188 stori=187
die=186 leader=186 product=186 million=184 senat=184 gop=183 import=183 tool=183 servic=182 take=182 com=181 interest=181 manag=180 secur=180 fire=179
general=179 love=179 women=179 accus=178 claim=178 littl=178 mean=178 base=176 war=176 investig=175 question=175 feel=174 friend=174 group=174 author=173
design=171 protest=169 school=169 twitter=169 big=168 govern=168 media=167 top=167 experi=165 list=165 model=165 web=165 critic=164 deal=164 game=163 hit=163
vote=163 allow=161 announc=161 hope=161 perform=161 report=161 team=161 better=160 note=160 place=160 languag=159 previous=159 bit=158 final=158 idea=158
play=158 care=157 control=157 court=157 number=157 2020=156 break=156 relat=156 step=156 tweet=156 watch=156 shoot=155 simpl=155 wrote=155 bill=153 charg=153
citi=153 sourc=153 current=152 rule=152 social=152 version=152 warn=152 articl=151 record=151 updat=151 app=150 health=149 line=149 requir=149 alleg=148
function=148 need=148 real=147 reason=147 stop=147 use=147 cover=145 polit=145 second=145 forc=144 site=144 joe=143 law=143 leav=143 reveal=143 link=142
offer=142 page=142 past=141 result=141 20=140 episod=140 futur=140 return=140 busi=139 comput=139 contain=139 human=139 exampl=137 respons=137 larg=136 2025=135
head=135 includ=135 actor=134 generat=134 happen=133 minist=133 pandem=133 access=132 challeng=132 engin=132 fox=132 possibl=132 understand=132 check=131
order=131 campaign=129 lead=129 left=129 major=129 want=129 believ=128 join=128 key=128 night=128 prime=128 win=128 direct=127 event=127 hard=127 histori=127
parent=127 word=127 action=126 close=126 origin=126 children=125 communiti=125 content=125 small=125 time=125 hour=124 review=124 russia=124 woman=124
expert=123 give=123 miss=123 oper=123 california=121 publish=121 ukrain=121 coupl=120 focus=120 machin=120 meet=120 messag=120 comment=119 detail=119
document=119 explain=119 decis=118 hand=118 inform=118 server=118 administr=117 complet=117 improv=117 interview=117 probabl=117 mark=116 parti=116 texa=116
protect=115 unit=115 arrest=113 john=113 militari=113 russian=113 text=113 connect=112 fan=112 fix=112 kid=112 vaccin=112 york=112 america=111 avail=111
short=111 student=111 network=110 implement=109 job=109 member=109 music=109 bring=108 feder=108 local=108 michael=108 specif=108 thousand=108 amid=107
basic=107 caus=107 collect=107 main=107 photo=107 present=107 singl=107 built=105 decid=105 describ=105 guid=105 iran=105 space=105 type=105 anti=104 china=104
ex=104 thank=104 approach=103 consid=103 kind=103 minut=103 pass=103 store=103 11=102 effect=102 involv=102 receiv=102 remain=102 sign=102 candid=101 easi=101
hold=101 lawmak=101 modern=101 organiz=101 podcast=101 search=101 sexual=101 suggest=101 topic=101 film=100 common=98 imag=98 insid=98 level=98 moment=98
posit=98 south=98 attorney=97 class=97 gun=97 introduct=97 platform=97 shot=97 think=97 celebr=96 four=96 launch=96 target=96 account=95 form=95 quick=95
role=95 bad=94 begin=94 clear=94 justic=94 librari=94 north=94 progress=94 rise=94 visit=94 ban=93 block=93 convers=93 date=93 explor=93 increas=93 polici=93
reflect=93 side=93 co=92 concern=92 despit=92 judg=92 pay=92 push=92 secret=92 self=92 solut=92 term=92 worker=92 address=90 answer=90 five=90 fun=90 hear=90
style=90 valu=90 way=90 age=89 effort=89 fail=89 matter=89 money=89 movi=89 race=89 special=89 defend=88 exist=88 memori=88 popular=88 rep=88 titl=88 track=88
attempt=87 request=87 save=87 suprem=87 ahead=86 fight=86 natur=86 refer=86 speak=86 databas=85 figur=85 onlin=85 view=85 websit=85 written=85 abl=84 center=84
command=84 drop=84 florida=84 instal=84 listen=84 olymp=84 practic=84 probe=84 season=84 12=82 act=82 aim=82 introduc=82 limit=82 men=82 option=82 reach=82
research=82 tell=82 congress=81 custom=81 fact=81 pick=81 pretti=81 train=81 wait=81 wonder=81 2026=80 aid=80 cours=80 earlier=80 favorit=80 linux=80 paper=80
perfect=80 press=80 red=80 serv=80 suspect=80 task=80 victim=80 board=79 border=79 configur=79 debat=79 express=79 histor=79 land=79 produc=79 promis=79 slam=79
15=78 amazon=78 github=78 global=78 grow=78 lawyer=78 market=78 tech=78 technolog=78 west=78 defin=77 fast=77 hundr=77 led=77 mind=77 particular=77 potenti=77
societi=77 sometim=77 street=77 wrong=77 chief=76 discov=76 industri=76 load=76 presidenti=76 spend=76 washington=76 100=74 activ=74 air=74 crash=74 cut=74
dog=74 execut=74 fund=74 handl=74 legal=74 singer=74 strike=74 tabl=74 2019=73 assault=73 devic=73 dozen=73 expect=73 framework=73 happi=73 immigr=73 piec=73
qualiti=73 spent=73 usual=73 walk=73 beauti=72 daili=72 david=72 decad=72 enjoy=72 food=72 impeach=72 jan=72 son=72 threaten=72 youtub=72 30=71 broken=71 buy=71
charact=71 cost=71 count=71 demand=71 due=71 fall=71 fear=71 governor=71 longer=71 lost=71 mayb=71 price=71 pull=71 surpris=71 tv=71 2021=70 card=70 chines=70
daughter=70 drive=70 extens=70 hospit=70 jimmi=70 lie=70 multipl=70 pro=70 secretari=70 theori=70 activist=69 api=69 bodi=69 certain=69 demonstr=69 gov=69
low=69 matt=69 rais=69 sex=69 stage=69 abort=68 area=68 art=68 award=68 capitol=68 choic=68 declar=68 defens=68 goal=68 googl=68 initi=68 king=68 lose=68
march=68 privat=68 rememb=68 resourc=68 scale=68 script=68 serious=68 welcom=68 winter=68 17=66 anim=66 becom=66 child=66 complex=66 deploy=66 fair=66 non=66
nuclear=66 recommend=66 see=66 send=66 shape=66 similar=66 standard=66 water=66 www=66 18=65 bug=65 cloud=65 conserv=65 dr=65 enter=65 field=65 inspir=65
massiv=65 measur=65 netflix=65 path=65 prepar=65 properti=65 replac=65 respond=65 window=65 young=65 advanc=64 architectur=64 artist=64 ask=64 cultur=64
entir=64 exact=64 harri=64 impact=64 internat=64 keep=64 normal=64 refus=64 stand=64 success=64 technic=64 union=64 abus=63 ad=63 babi=63 concept=63 depend=63
format=63 keith=63 maintain=63 mock=63 part=63 pleas=63 princ=63 propos=63 risk=63 seek=63 studi=63 tie=63 travel=63 trial=63 various=63 wall=63 accept=62
avoid=62 compar=62 compon=62 crisi=62 director=62 easier=62 especi=62 front=62 icon=62 most=62 primari=62 prison=62 sen=62 signific=62 six=62 stuff=62 threat=62
tip=62 browser=61 confirm=61 email=61 eye=61 honor=61 india=61 murder=61 phone=61 prompt=61 rare=61 robert=61 structur=61 true=61 biggest=60 car=60 climat=60
color=60 correct=60 depart=60 emergenc=60 etc=60 extrem=60 finish=60 mask=60 mueller=60 resign=60 sentenc=60 song=60 speech=60 status=60 transform=60 un=60
23=58 attend=58 deep=58 deliv=58 error=58 europ=58 fit=58 girl=58 intellig=58 jame=58 morn=58 peac=58 react=58 remov=58 setup=58 sound=58 stephen=58 addit=57
chesterton=57 confer=57 core=57 digit=57 essenti=57 foreign=57 gilbert=57 infrastructur=57 met=57 particip=57 put=57 resid=57 rest=57 safe=57 scienc=57 2022=56
advic=56 default=56 javascript=56 letter=56 light=56 mention=56 mother=56 net=56 relationship=56 repres=56 simpli=56 sit=56 solv=56 stay=56 super=56 trip=56
boy=55 cnn=55 display=55 folk=55 gain=55 guest=55 held=55 injur=55 outsid=55 realiti=55 reduc=55 remind=55 strategi=55 struggl=55 virtual=55 worri=55 agent=54
analysi=54 appli=54 autom=54 back=54 battl=54 box=54 extend=54 map=54 mass=54 method=54 mike=54 nice=54 obama=54 rail=54 rate=54 rip=54 screen=54 slow=54
apolog=53 arm=53 click=53 colbert=53 context=53 crime=53 era=53 fbi=53 heard=53 journalist=53 optim=53 pictur=53 predict=53 size=53 sort=53 storm=53 teacher=53
vice=53 agre=52 amount=52 approv=52 cancel=52 classic=52 debut=52 definit=52 doctor=52 fake=52 fine=52 georg=52 israel=52 packag=52 park=52 ralli=52 region=52
room=52 session=52 strong=52 taylor=52 universiti=52 virus=52 voter=52 weekend=52 william=52 16=50 abil=50 arriv=50 capit=50 civil=50 danger=50 environ=50
father=50 felt=50 forward=50 ground=50 heart=50 identifi=50 japan=50 joke=50 notic=50 obvious=50 opportun=50 python=50 readi=50 statement=50 teach=50 writer=50
absolut=49 agenc=49 benefit=49 chris=49 clean=49 client=49 colleg=49 cross=49 deni=49 giant=49 hate=49 highlight=49 ignor=49 lesson=49 mexico=49 nomine=49
object=49 realiz=49 reject=49 ship=49 spread=49 trade=49 13=48 50=48 attent=48 blast=48 british=48 central=48 commit=48 compil=48 controversi=48 de=48 edit=48
editor=48 emot=48 flight=48 french=48 georgia=48 interact=48 juli=48 kim=48 korea=48 paul=48 pressur=48 reader=48 remark=48 shop=48 snl=48 total=48 tutori=48
ukrainian=48 urg=48 violenc=48 worst=48 2024=47 altern=47 bar=47 beyond=47 blame=47 boat=47 choos=47 condit=47 copi=47 crimin=47 european=47 extra=47
facebook=47 german=47 huge=47 ice=47 ladi=47 locat=47 mental=47 mistak=47 nbsp=47 org=47 plane=47 prosecutor=47 rescu=47 rock=47 round=47 schedul=47 techniqu=47
theme=47 wide=47 wild=47 2018=46 25=46 40=46 assembl=46 christma=46 church=46 commodor=46 communic=46 compos=46 conspiraci=46 cop=46 destroy=46 dive=46 draw=46
econom=46 energi=46 fill=46 financi=46 gay=46 instagram=46 june=46 middl=46 movement=46 nativ=46 port=46 regular=46 san=46 scene=46 sell=46 sens=46 shut=46
stock=46 viral=46 wave=46 wear=46 achiev=45 azur=45 ceo=45 ceremoni=45 combin=45 committe=45 counti=45 employe=45 feed=45 franc=45 gather=45 harass=45 kagi=45
know=45 queen=45 queri=45 quiet=45 racist=45 safeti=45 signal=45 subscrib=45 summit=45 trust=45 wife=45 worth=45 2014=44 2023=44 24=44 anchor=44 behavior=44
carri=44 distribut=44 familiar=44 funniest=44 giuliani=44 green=44 guy=44 hardwar=44 holiday=44 individu=44 integr=44 invit=44 journal=44 js=44 lawsuit=44
mechan=44 meghan=44 observ=44 prefer=44 rapper=44 sale=44 scientist=44 separ=44 spot=44 steve=44 summer=44 teen=44 treat=44 uk=44 vs=44 weapon=44 album=42
appl=42 driver=42 enabl=42 excit=42 fulli=42 germani=42 gold=42 http=42 internal=42 januari=42 mom=42 newli=42 opposit=42 photograph=42 player=42 pop=42
speed=42 storag=42 switch=42 third=42 truth=42 victori=42 visual=42 21=41 affect=41 airport=41 april=41 brain=41 cooper=41 crowd=41 download=41 evid=41 guard=41
hot=41 instruct=41 journey=41 kick=41 kris=41 oscar=41 physic=41 prevent=41 situat=41 tax=41 ten=41 tradit=41 troop=41 troubl=41 upcom=41 violat=41 14=40 al=40
assist=40 audienc=40 australian=40 brief=40 capabl=40 cohen=40 cold=40 dad=40 district=40 fatal=40 februari=40 femal=40 flood=40 harper=40 immedi=40 incid=40
interfac=40 internet=40 kelli=40 kept=40 kimmel=40 mix=40 occur=40 paid=40 palestinian=40 plus=40 privaci=40 proper=40 roll=40 shift=40 subject=40 suppos=40
surviv=40 survivor=40 tom=40 uniqu=40 virginia=40 weird=40 2016=39 2017=39 adam=39 advis=39 associ=39 cast=39 cat=39 consist=39 convert=39 creativ=39
elizabeth=39 higher=39 invest=39 island=39 jim=39 legisl=39 mail=39 materi=39 mayor=39 pattern=39 principl=39 rant=39 rubi=39 scott=39 sport=39 typic=39
airlin=38 band=38 billion=38 bottom=38 brought=38 bunch=38 canada=38 channel=38 chat=38 column=38 comedian=38 creator=38 delay=38 democraci=38 detain=38 educ=38
epstein=38 except=38 fals=38 founder=38 html=38 imagin=38 iranian=38 isra=38 johnson=38 jump=38 let=38 meant=38 migrant=38 monitor=38 mysql=38 negoti=38 pain=38
repeat=38 riot=38 spark=38 speaker=38 string=38 tini=38 trick=38 trigger=38 volum=38 winner=38 wish=38 wit=38 workflow=38 22=37 adapt=37 argu=37 boost=37
carolina=37 decemb=37 deepli=37 difficult=37 doubl=37 easili=37 expos=37 freedom=37 frustrat=37 hack=37 harm=37 hong=37 knowledg=37 kong=37 lab=37 lack=37
lgbtq=37 ohio=37 one=37 panel=37 purpos=37 ran=37 reform=37 scandal=37 shouldn=37 smith=37 strang=37 suit=37 terror=37 voic=37 advoc=36 angel=36 anniversari=36
anyway=36 automat=36 bank=36 brother=36 consum=36 contact=36 damag=36 daniel=36 determin=36 driven=36 ensur=36 equal=36 eric=36 fli=36 foundat=36 highest=36
incred=36 influenc=36 insight=36 jail=36 largest=36 london=36 manual=36 markl=36 medic=36 obtain=36 oil=36 opinion=36 prais=36 print=36 putin=36 ryan=36
saudi=36 staff=36 stream=36 tag=36 touch=36 usabl=36 util=36 wake=36 wood=36 andrew=34 appar=34 artifici=34 background=34 captur=34 centuri=34 comfort=34
condemn=34 corrupt=34 domain=34 dream=34 drug=34 dynam=34 east=34 electr=34 entri=34 fuel=34 gaza=34 gift=34 grand=34 independ=34 invas=34 jackson=34 kevin=34
magic=34 metal=34 mobil=34 multi=34 narrat=34 novemb=34 penc=34 plant=34 profil=34 protocol=34 prove=34 racism=34 resist=34 richard=34 road=34 shutdown=34
startup=34 static=34 trap=34 wors=34 admit=33 adopt=33 apart=33 argument=33 arizona=33 audio=33 aw=33 awar=33 beat=33 boot=33 brand=33 camera=33 chanc=33
coast=33 comic=33 construct=33 contribut=33 cook=33 curious=33 detect=33 dollar=33 edg=33 effici=33 exchang=33 graham=33 heat=33 hello=33 illeg=33 input=33
instanc=33 kate=33 loss=33 noah=33 node=33 patient=33 poll=33 rang=33 respect=33 restrict=33 royal=33 sad=33 scratch=33 senior=33 straight=33 town=33 wing=33
zero=33 algorithm=32 assum=32 bomb=32 brown=32 congresswoman=32 contract=32 diseas=32 eat=32 emerg=32 enforc=32 excel=32 failur=32 festiv=32 graph=32 growth=32
guilti=32 husband=32 llm=32 llms=32 match=32 meyer=32 minor=32 output=32 period=32 plot=32 regul=32 reli=32 root=32 row=32 sea=32 select=32 shock=32 silenc=32
suppli=32 sweet=32 termin=32 territori=32 toll=32 trace=32 trailer=32 tree=32 tribut=32 26=31 adventur=31 alli=31 australia=31 bid=31 career=31 chapter=31
claud=31 concret=31 corpor=31 distanc=31 door=31 dress=31 earth=31 encount=31 eventu=31 flash=31 fraud=31 impress=31 incom=31 jr=31 nomin=31 paint=31 passeng=31
pelosi=31 profession=31 radio=31 recal=31 reviv=31 septemb=31 serverless=31 seth=31 seven=31 southern=31 spring=31 suspend=31 tension=31 tour=31 treatment=31
trevor=31 usb=31 vulner=31 adult=30 africa=30 anthoni=30 beach=30 blue=30 cheap=30 coach=30 credit=30 dev=30 domin=30 ecosystem=30 engag=30 escap=30
fundament=30 gas=30 hall=30 hilari=30 hole=30 hurrican=30 hurt=30 ident=30 institut=30 jeffrey=30 knew=30 liber=30 lockdown=30 master=30 microsoft=30 mysteri=30
outbreak=30 pack=30 patreon=30 perspect=30 racial=30 rain=30 seat=30 sent=30 solid=30 stack=30 struck=30 suffer=30 surg=30 tonight=30 ultim=30 veteran=30
violent=30 60=29 actress=29 archiv=29 athlet=29 balanc=29 bash=29 bear=29 born=29 bought=29 broke=29 bus=29 civilian=29 confus=29 constant=29 counsel=29 danc=29
demo=29 economi=29 exercis=29 expens=29 explos=29 famous=29 forget=29 joy=29 legend=29 like=29 male=29 michell=29 mode=29 muslim=29 northern=29 older=29 pre=29
regard=29 render=29 rust=29 station=29 trend=29 vow=29 youth=29 2015=27 amaz=27 ardour=27 armi=27 aspect=27 bet=27 brutal=27 catch=27 christian=27 comedi=27
congression=27 convict=27 crack=27 deliveri=27 diplomat=27 disabl=27 duchess=27 element=27 expand=27 experienc=27 fallon=27 flip=27 foot=27 god=27 grant=27
heavi=27 hide=27 ii=27 indic=27 islam=27 isol=27 itali=27 jone=27 laptop=27 los=27 michigan=27 mile=27 nanci=27 octob=27 oh=27 own=27 payment=27 pledg=27
quot=27 reaction=27 recogn=27 remot=27 restaur=27 restor=27 retir=27 revers=27 ride=27 sampl=27 skill=27 sleep=27 slight=27 split=27 st=27 stick=27 stress=27
templat=27 token=27 tough=27 traffic=27 transit=27 valid=27 viewer=27 wed=27 annual=26 appeal=26 backlash=26 ben=26 bridg=26 caught=26 coffe=26 collaps=26
cool=26 crew=26 debug=26 depress=26 dig=26 divers=26 donat=26 earn=26 encourag=26 endors=26 facil=26 fourth=26 guess=26 harder=26 hasn=26 hire=26 hotel=26
illustr=26 io=26 json=26 late=26 leak=26 log=26 maco=26 maker=26 museum=26 newslett=26 ongo=26 oracl=26 owner=26 pipelin=26 programm=26 pulumi=26 recov=26
rough=26 sander=26 scenario=26 spoke=26 sql=26 tend=26 ui=26 unfortun=26 vehicl=26 wind=26 zealand=26 2013=25 27=25 28=25 accur=25 advantag=25 ansibl=25
authent=25 await=25 birthday=25 boston=25 cathol=25 cdc=25 certif=25 citizen=25 club=25 colleagu=25 confid=25 cp=25 cup=25 debian=25 dramat=25 eight=25
enhanc=25 evolv=25 exploit=25 export=25 fantast=25 faster=25 flag=25 flee=25 forev=25 fresh=25 gem=25 git=25 golden=25 haskel=25 id=25 indict=25 infect=25
intens=25 intent=25 iowa=25 jersey=25 lift=25 logic=25 marvel=25 motiv=25 mount=25 neighbor=25 outlin=25 pilot=25 plead=25 recoveri=25 regist=25 repli=25
ring=25 rout=25 sarah=25 shell=25 slide=25 smart=25 strip=25 suicid=25 tackl=25 tear=25 thread=25 vision=25 whatev=25 alabama=24 alex=24 align=24 alon=24
arabia=24 asian=24 awesom=24 bangladesh=24 birth=24 boss=24 collabor=24 colorado=24 complaint=24 convent=24 creation=24 deserv=24 devast=24 essay=24 favor=24
feedback=24 francisco=24 funni=24 hell=24 hero=24 hollywood=24 item=24 jeff=24 jennif=24 jong=24 jordan=24 kavanaugh=24 keyboard=24 layer=24 length=24 loud=24
mar=24 musk=24 negat=24 nfl=24 overview=24 percent=24 phase=24 prize=24 promot=24 queue=24 random=24 rank=24 rich=24 santa=24 score=24 snap=24 studio=24
sussex=24 talent=24 ted=24 throw=24 translat=24 troll=24 twice=24 unlik=24 upgrad=24 venezuela=24 vic=24 warm=24 weather=24 whenev=24 wildfir=24 wound=24 29=23
afford=23 anxieti=23 august=23 backend=23 binari=23 blood=23 brazil=23 burn=23 button=23 chicago=23 cite=23 conduct=23 conflict=23 confront=23 css=23 dark=23
delet=23 descript=23 duke=23 factor=23 faith=23 fed=23 firm=23 flexibl=23 flow=23 footag=23 gear=23 geneva=23 hunt=23 impos=23 insurrect=23 labor=23 lay=23
lindsey=23 lower=23 marriag=23 max=23 medal=23 mess=23 mosqu=23 nonsens=23 notabl=23 novel=23 ok=23 otherwis=23 pair=23 pakistan=23 pete=23 proud=23 purchas=23
qsoa=23 quarantin=23 reliabl=23 resolut=23 rudi=23 runtim=23 section=23 shown=23 sue=23 televis=23 tennesse=23 tiktok=23 truli=23 35=22 abstract=22 accident=22
ambassador=22 annoy=22 bag=22 bare=22 blow=22 bore=22 cancer=22 carpet=22 chrome=22 clash=22 commerci=22 complic=22 concert=22 conveni=22 cortez=22 crackdown=22
dc=22 defi=22 degre=22 documentari=22 doubt=22 duti=22 eastern=22 embrac=22 eve=22 experiment=22 feb=22 floor=22 floyd=22 fm=22 frame=22 gotten=22 hang=22
hat=22 hors=22 intend=22 interior=22 ivanka=22 japanes=22 jare=22 kany=22 laugh=22 leadership=22 leagu=22 lee=22 liter=22 marin=22 mccain=22 mini=22 minim=22
mission=22 moon=22 ocasio=22 oppos=22 parallel=22 partial=22 peter=22 philosophi=22 php=22 plugin=22 preserv=22 queer=22 radic=22 rape=22 relief=22 renew=22
resum=22 rival=22 shooter=22 simul=22 sing=22 skeptic=22 smell=22 stone=22 stun=22 syria=22 temporari=22 thanksgiv=22 tucker=22 tune=22 unusu=22 unveil=22
variabl=22 visitor=22 weigh=22 wisconsin=22 34=21 500=21 acquir=21 alexandria=21 aliv=21 angelica=21 beij=21 billionair=21 bird=21 boast=21 bob=21 carlson=21
cash=21 champion=21 clinton=21 closer=21 complain=21 correspond=21 council=21 cycl=21 dan=21 declin=21 disappear=21 disast=21 disk=21 dismiss=21 docker=21
draft=21 drag=21 el=21 electron=21 elon=21 embed=21 estim=21 evalu=21 everywher=21 examin=21 fashion=21 gen=21 habit=21 hair=21 halloween=21 height=21 hook=21
ideal=21 imposs=21 indian=21 injuri=21 interpret=21 kamala=21 kubernet=21 la=21 loop=21 mac=21 mandat=21 martin=21 medium=21 memoir=21 ml=21 modifi=21 modul=21
msnbc=21 nazi=21 offens=21 overwhelm=21 paramet=21 pari=21 password=21 pennsylvania=21 plea=21 pm=21 politician=21 popul=21 postgresql=21 promin=21 rapid=21
sever=21 shred=21 soccer=21 spin=21 statist=21 sudden=21 sum=21 swift=21 taliban=21 testifi=21 thrill=21 tire=21 tokyo=21 toy=21 transfer=21 tuxedo=21
varieti=21 weak=21 wrap=21 31=19 80=19 afghanistan=19 agenda=19 agreement=19 alongsid=19 assess=19 attract=19 ballot=19 basketbal=19 bed=19 bin=19 bonus=19
boom=19 bowl=19 brian=19 chain=19 chao=19 charm=19 chatgpt=19 compat=19 competit=19 constitut=19 crown=19 cruz=19 cuomo=19 desir=19 directori=19 doc=19 doj=19
england=19 equip=19 establish=19 evacu=19 explicit=19 fame=19 galleri=19 gap=19 graphic=19 halt=19 horror=19 huffpost=19 iraq=19 italian=19 jack=19 kidnap=19
kitchen=19 korean=19 landscap=19 latenc=19 linear=19 lock=19 login=19 loui=19 magazin=19 mccarthi=19 mcconnel=19 miami=19 navig=19 nbc=19 necessari=19 nine=19
nyc=19 oppon=19 os=19 oust=19 pivot=19 planet=19 pleasur=19 plenti=19 poison=19 poor=19 professor=19 profit=19 prosecut=19 punish=19 raw=19 robot=19 roger=19
ron=19 rose=19 routin=19 scath=19 seiz=19 simplest=19 simplifi=19 sold=19 soldier=19 somewhat=19 spike=19 sponsor=19 stormi=19 strateg=19 sustain=19 symbol=19
taunt=19 teenag=19 throughout=19 unknown=19 visibl=19 warren=19 weight=19 widespread=19 1000=18 70=18 75=18 acr=18 affili=18 analyz=18 ann=18 atom=18 barack=18
barrier=18 bbc=18 blunt=18 bond=18 budget=18 cabl=18 camp=18 chair=18 compet=18 craft=18 dataset=18 dave=18 debt=18 dedic=18 deputi=18 detent=18 drill=18
drink=18 ed=18 employ=18 english=18 erupt=18 escal=18 extern=18 fallen=18 favourit=18 feet=18 footbal=18 ford=18 fortun=18 forum=18 frank=18 frontend=18
glass=18 guarante=18 hacker=18 hike=18 hobbi=18 honest=18 infinit=18 jess=18 leverag=18 longest=18 lp=18 mcp=18 melania=18 minneapoli=18 misconduct=18
missouri=18 mitch=18 newspap=18 nois=18 odd=18 orang=18 overal=18 overlook=18 paste=18 patrick=18 pdf=18 persist=18 pope=18 precis=18 presenc=18 primarili=18
refuge=18 relev=18 republ=18 reward=18 roast=18 rss=18 ruin=18 scientif=18 scroll=18 skin=18 slowli=18 smaller=18 spi=18 summari=18 tactic=18 tale=18 tl=18
tran=18 transact=18 transgend=18 ubuntu=18 url=18 western=18 zone=18 2000=17 2012=17 3d=17 64=17 academi=17 acceler=17 afghan=17 african=17 android=17
anticip=17 anymor=17 appreci=17 asia=17 asp=17 asset=17 authoritarian=17 basi=17 bee=17 bell=17 bitcoin=17 blaze=17 bot=17 branch=17 brett=17 broad=17
builder=17 c64=17 canadian=17 captain=17 chase=17 cheat=17 cheer=17 clojur=17 commiss=17 config=17 congressman=17 contest=17 contributor=17 counter=17 cri=17
damn=17 deeper=17 deport=17 desktop=17 desper=17 disput=17 disrupt=17 disturb=17 divis=17 empti=17 en=17 eu=17 evolut=17 extremist=17 fallthrough=17 farmer=17
fighter=17 flat=17 flavor=17 font=17 gala=17 gender=17 ghost=17 girlfriend=17 greater=17 gunman=17 inaugur=17 innov=17 insist=17 kushner=17 label=17 larger=17
larri=17 last=17 learnetto=17 manhattan=17 margin=17 mari=17 marjori=17 maryland=17 math=17 menu=17 metric=17 mid=17 midterm=17 minimum=17 ministri=17 missil=17
moral=17 moscow=17 mountain=17 muscl=17 nba=17 nerd=17 nurs=17 oct=17 oliv=17 outlet=17 outrag=17 parkland=17 partner=17 patrol=17 paus=17 pcb=17 pikku=17
pitch=17 prior=17 prioriti=17 punch=17 quit=17 rage=17 registr=17 reserv=17 revenu=17 ridicul=17 river=17 rush=17 saga=17 scare=17 shake=17 shine=17 skip=17
solo=17 spirit=17 spoof=17 stake=17 stuck=17 surgeri=17 surround=17 syntax=17 tape=17 tariff=17 tehran=17 testimoni=17 th=17 toni=17 tuesday=17 withdraw=17
zelenskyy=17 150=16 200=16 300=16 32=16 abandon=16 abroad=16 admiss=16 aggreg=16 amend=16 appoint=16 asynchron=16 attach=16 averag=16 baldwin=16 ball=16 bay=16
bedroom=16 berni=16 besid=16 bori=16 boundari=16 briefli=16 bryant=16 cach=16 calcul=16 cave=16 cia=16 cloth=16 consult=16 coordin=16 cpu=16 crazi=16 crush=16
davi=16 defeat=16 delta=16 diagram=16 dose=16 drama=16 drawn=16 drone=16 earthquak=16 editori=16 eleg=16 embassi=16 empir=16 encod=16 evan=16 everyday=16
exclus=16 exhaust=16 exit=16 fauci=16 fell=16 fellow=16 fiction=16 fish=16 fragil=16 genius=16 globe=16 grab=16 grid=16 hint=16 hostag=16 hungari=16 info=16
insult=16 ip=16 lake=16 lean=16 longtim=16 lucki=16 marco=16 matthew=16 mississippi=16 nail=16 nasa=16 nationwid=16 netanyahu=16 nra=16 obsess=16 occasion=16
parliament=16 pen=16 pic=16 pregnanc=16 proof=16 prop=16 pure=16 quarter=16 regim=16 relax=16 reopen=16 repair=16 reynold=16 rocket=16 sanction=16 sat=16
sensit=16 settl=16 shadow=16 signatur=16 sister=16 specul=16 stan=16 steal=16 strengthen=16 su=16 suck=16 taught=16 thoma=16 timelin=16 ton=16 traffick=16
tweak=16 upload=16 variant=16 vendor=16 verifi=16 wast=16 wikipedia=16 wordpress=16 worldwid=16 yeah=16 1st=15 ami=15 anderson=15 ap=15 auto=15 bake=15 beg=15
beginn=15 benchmark=15 bootstrap=15 britain=15 broadcast=15 buffer=15 bush=15 calendar=15 carrey=15 categori=15 ceas=15 cell=15 characterist=15 charl=15 chip=15
cli=15 closur=15 combat=15 compromis=15 consider=15 convinc=15 cruis=15 cure=15 dawn=15 destin=15 destruct=15 detour=15 diagnos=15 discoveri=15 discrimin=15
disgust=15 domest=15 dump=15 eas=15 elector=15 elixir=15 elsewher=15 enemi=15 entertain=15 ep=15 ethic=15 everybodi=15 excus=15 exhibit=15 explan=15 extract=15
extraordinari=15 fanci=15 farm=15 fascin=15 formula=15 franci=15 funer=15 glimps=15 good=15 grammi=15 grown=15 gut=15 healthi=15 hey=15 hill=15 holi=15 hover=15
illinoi=15 inject=15 jam=15 joelistcomedi=15 joint=15 kenya=15 laura=15 lazi=15 leg=15 licens=15 mad=15 manipul=15 marknormand=15 mathemat=15 meme=15
michaelrechtin=15 migrat=15 miller=15 misinform=15 munich=15 mvc=15 narrow=15 nick=15 nightmar=15 ownership=15 palac=15 paradox=15 penalti=15 phrase=15
poland=15 pool=15 pour=15 pregnant=15 princip=15 puerto=15 purescript=15 quarterback=15 railsapp=15 ram=15 raspberri=15 readabl=15 recreat=15 repositori=15
represent=15 resolv=15 restart=15 retriev=15 revolut=15 rioter=15 rom=15 rubio=15 rumor=15 scalabl=15 scari=15 scheme=15 scrap=15 shelter=15 shoe=15 shout=15
sick=15 slap=15 somehow=15 soul=15 spill=15 squar=15 stabl=15 stall=15 subscript=15 sweden=15 sync=15 tast=15 thin=15 throne=15 tone=15 tortur=15 transport=15
tremend=15 turkey=15 typescript=15 uncertainti=15 unexpect=15 univers=15 vega=15 villag=15 volodymyr=15 wage=15 watchdog=15 whistleblow=15 01=14 02=14 2009=14
33=14 84=14 90=14 accord=14 ador=14 advertis=14 aggress=14 aircraft=14 airstrik=14 alert=14 analyst=14 apach=14 architect=14 array=14 audit=14 benjamin=14
beta=14 bezo=14 bipartisan=14 bold=14 brave=14 breach=14 breakthrough=14 carney=14 cbs=14 chairman=14 chill=14 circl=14 clip=14 cluster=14 coat=14 codebas=14
concurr=14 consequ=14 corden=14 cori=14 dear=14 dec=14 decent=14 dinner=14 disappoint=14 divid=14 downtown=14 dri=14 drove=14 emul=14 enterpris=14 entiti=14
evening=14 evil=14 fda=14 filmmak=14 float=14 fold=14 folder=14 formal=14 found=14 freed=14 freez=14 frequent=14 goodby=14 gpt=14 greg=14 guidanc=14 guitar=14
hama=14 hawaii=14 header=14 headlin=14 healthcar=14 heavili=14 hillari=14 hulu=14 iii=14 ill=14 implic=14 index=14 indiana=14 inflat=14 inner=14 inquiri=14
investor=14 ireland=14 iter=14 java=14 jenner=14 jerri=14 jet=14 jewish=14 juri=14 justifi=14 justin=14 kiss=14 kit=14 knock=14 lambda=14 layout=14 loser=14
luck=14 lunar=14 marri=14 maxim=14 micro=14 minnesota=14 mirror=14 morri=14 neural=14 nevada=14 ny=14 ocean=14 offlin=14 openpgp=14 organis=14 outcom=14
overturn=14 pad=14 parad=14 passag=14 peak=14 permiss=14 peru=14 pi=14 plywood=14 postgr=14 premier=14 premium=14 pride=14 princess=14 pursu=14 qanon=14 raid=14
reboot=14 recip=14 refresh=14 rodger=14 sam=14 screw=14 sean=14 semant=14 sh=14 shelf=14 showcas=14 silent=14 simpler=14 smoke=14 smooth=14 somewher=14 spain=14
ssh=14 stem=14 straightforward=14 stretch=14 subpoena=14 subway=14 survey=14 svg=14 swap=14 swear=14 sweep=14 tab=14 theater=14 therefor=14 tourist=14 twist=14
universal=14 unless=14 usa=14 valley=14 vari=14 vibe=14 vol=14 04=13 101=13 2011=13 abc=13 accid=13 acknowledg=13 affair=13 alarm=13 alaska=13 ali=13 allen=13
anywher=13 arab=13 arch=13 asid=13 assign=13 asylum=13 aug=13 awkward=13 backup=13 barr=13 bathroom=13 bigger=13 bother=13 brilliant=13 broader=13 broadway=13
bullet=13 bundl=13 bust=13 cambridg=13 campus=13 cap=13 carbon=13 childhood=13 chosen=13 clarifi=13 classifi=13 companion=13 comparison=13 confess=13 coverag=13
curv=13 cute=13 dale=13 deficit=13 deleg=13 delight=13 denver=13 departur=13 dictat=13 doom=13 ear=13 easter=13 echo=13 economist=13 egg=13 elimin=13 ellen=13
emmi=13 endur=13 environment=13 expir=13 extradit=13 filter=13 financ=13 flaw=13 fled=13 gina=13 glover=13 golf=13 graduat=13 grammar=13 grave=13 hail=13
heal=13 helicopt=13 hi=13 holocaust=13 homeless=13 houston=13 howard=13 hype=13 increment=13 inevit=13 influenti=13 innoc=13 jaw=13 jen=13 jonathan=13 josh=13
junior=13 kernel=13 kickstart=13 las=13 lifetim=13 lincoln=13 lopez=13 lt=13 macron=13 marijuana=13 mariupol=13 massachusett=13 meta=13 meter=13 microservic=13
midnight=13 milit=13 monologu=13 mr=13 myanmar=13 myth=13 nationalist=13 newest=13 nigeria=13 nobel=13 occupi=13 onshap=13 openai=13 pagin=13 parodi=13 pars=13
pc=13 permit=13 pet=13 plain=13 pocket=13 portray=13 pose=13 poster=13 pound=13 pr=13 pray=13 priest=13 proceed=13 profound=13 prospect=13 puzzl=13 reddit=13
religi=13 reset=13 reshap=13 resili=13 reunit=13 ritual=13 rob=13 sd=13 seattl=13 sept=13 shame=13 sheriff=13 shore=13 shortag=13 simon=13 sketch=13 skewer=13
sky=13 slip=13 snippet=13 sorri=13 sought=13 spear=13 speci=13 spray=13 stabil=13 stanc=13 strain=13 sub=13 submit=13 supercut=13 surfac=13 surrend=13
surveil=13 swing=13 syrian=13 temperatur=13 tenni=13 terrifi=13 thailand=13 therapi=13 tim=13 timeless=13 toddler=13 tornado=13 tout=13 tropic=13 ugli=13
unemploy=13 unpreced=13 up=13 usag=13 vacat=13 valuabl=13 vast=13 vector=13 wade=13 warehous=13 will=13 wolf=13 workshop=13 wow=13 youtu=13 07=11 2006=11
2008=11 2nd=11 36=11 41=11 52=11 641=11 6502=11 absurd=11 accomplish=11 advent=11 alec=11 alloc=11 amp=11 angri=11 appropri=11 ariana=11 ass=11 async=11
austria=11 batteri=11 betray=11 bolsonaro=11 bone=11 booster=11 boyfriend=11 breath=11 brexit=11 britney=11 buttigieg=11 byte=11 cabinet=11 calm=11 carl=11
cathedr=11 chamber=11 chart=11 chatbot=11 chef=11 clark=11 climb=11 clinic=11 coddington=11 commerc=11 compound=11 comprehens=11 compress=11 creatur=11 creek=11
crucial=11 cryptograph=11 curb=11 custodi=11 davidson=11 deadlin=11 delv=11 desk=11 devot=11 dhs=11 dip=11 diplomaci=11 dirti=11 disclos=11 disney=11 displac=11
distinct=11 donor=11 duchemin=11 encrypt=11 endang=11 endless=11 enthusiast=11 envoy=11 esp32=11 estat=11 explod=11 fetch=11 fewer=11 firefight=11 firefox=11
firmwar=11 foster=11 frog=11 fundrais=11 garag=11 genuin=11 geowrit=11 glad=11 grade=11 gradient=11 greet=11 handi=11 harvey=11 hbo=11 henri=11 hypocrisi=11
ian=11 inclus=11 incumb=11 inequ=11 injustic=11 inmat=11 instig=11 interfer=11 ir=11 iron=11 jane=11 jason=11 jay=11 jean=11 jerusalem=11 kardashian=11 ken=11
kentucki=11 kobe=11 kyiv=11 landmark=11 landslid=11 lauren=11 legaci=11 liberti=11 lightn=11 lisa=11 maduro=11 magnitud=11 matrix=11 matur=11 maximum=11
meaning=11 mod=11 modi=11 monument=11 moor=11 motion=11 musician=11 navi=11 nearbi=11 neil=11 neo=11 nuget=11 numer=11 oregon=11 ouster=11 outag=11 pardon=11
parenthood=11 pcbs=11 pentagon=11 perceiv=11 phil=11 philippin=11 pixel=11 plagu=11 pleasantvill=11 plug=11 poke=11 polish=11 porn=11 portabl=11 prayer=11
primit=11 proprietari=11 prototyp=11 realis=11 recount=11 reload=11 reson=11 rewrit=11 rnc=11 robust=11 roe=11 satisfi=11 scam=11 scan=11 schema=11 scope=11
sector=11 seem=11 segment=11 semi=11 sequenc=11 serial=11 sharp=11 shirt=11 ski=11 slack=11 soar=11 soft=11 specifi=11 spotifi=11 starbuck=11 stern=11
strength=11 stronger=11 stumbl=11 substanti=11 subtl=11 susan=11 sydney=11 teaser=11 temporarili=11 terribl=11 terrorist=11 tiger=11 toss=11 tower=11 tricki=11
twenti=11 underground=11 utah=11 vladimir=11 voltag=11 wiki=11 wildlif=11 wilson=11 wine=11 wire=11 wore=11 wysiwyg=11 younger=11 130=10 1999=10 78=10 academ=10
aclu=10 adjust=10 ahlquist=10 ahmaud=10 aka=10 alexand=10 alien=10 aliexpress=10 ambit=10 ana=10 analog=10 annex=10 anthrop=10 arberi=10 arbitrari=10
argentina=10 assassin=10 atlant=10 atlanta=10 baghdad=10 batter=10 behalf=10 belov=10 beto=10 bias=10 bike=10 billboard=10 billi=10 bite=10 bizarr=10
blackout=10 blake=10 bradi=10 brew=10 brooklyn=10 brush=10 buzz=10 cad=10 capac=10 captiv=10 carter=10 cartoon=10 casualti=10 causal=10 cd=10 ceasefir=10
census=10 centr=10 checker=10 cheney=10 christchurch=10 chuck=10 circuit=10 citizenship=10 colin=10 colour=10 commentari=10 conclud=10 conscious=10 consol=10
contend=10 contradict=10 contrast=10 cope=10 corner=10 cowork=10 dame=10 deadliest=10 decor=10 deepen=10 defam=10 depth=10 desanti=10 dial=10 diego=10
discord=10 dish=10 divorc=10 dna=10 down=10 drew=10 drown=10 duo=10 duplic=10 easiest=10 elder=10 elev=10 elit=10 endpoint=10 epa=10 etern=10 evangel=10
exceed=10 excess=10 expans=10 facto=10 fault=10 flower=10 forest=10 fork=10 fought=10 fragment=10 franklin=10 freak=10 frisk=10 gaga=10 gang=10 garden=10
gavin=10 genocid=10 gig=10 grace=10 greatest=10 gui=10 hadn=10 haspel=10 haunt=10 heartfelt=10 heaven=10 homeland=10 hug=10 immun=10 infowar=10 ingraham=10
ingredi=10 insecur=10 instrument=10 intellectu=10 intim=10 intuit=10 itun=10 jair=10 jami=10 jessica=10 joel=10 joseph=10 kansa=10 killer=10 kremlin=10
kristen=10 lago=10 laid=10 lane=10 lebanon=10 lectur=10 liz=10 lunaci=10 lunch=10 mainstream=10 mall=10 manafort=10 maria=10 massacr=10 mast=10 mastodon=10
mate=10 mckinnon=10 meanwhil=10 meetup=10 megan=10 merg=10 mexican=10 miniatur=10 mislead=10 moder=10 moham=10 momentum=10 motor=10 mous=10 mouth=10 murphi=10
nairobi=10 neighborhood=10 nest=10 nhs=10 nieman=10 noredink=10 nose=10 notion=10 notori=10 notr=10 nov=10 oblig=10 oklahoma=10 omar=10 orient=10 origami=10
overhaul=10 overlay=10 pac=10 pacif=10 panic=10 parliamentari=10 pastor=10 patch=10 patriot=10 perman=10 petit=10 photographi=10 pile=10 pin=10 pink=10
pollut=10 portion=10 postpon=10 potato=10 preced=10 preliminari=10 proton=10 rabbit=10 rahman=10 rainbow=10 ramp=10 realist=10 recognit=10 regret=10 repl=10
resort=10 retali=10 revis=10 rid=10 rod=10 rourk=10 savag=10 scorch=10 scrambl=10 scream=10 settlement=10 shark=10 sight=10 signup=10 sink=10 skate=10 slain=10
soleimani=10 songwrit=10 soviet=10 spanish=10 spotlight=10 starter=10 stat=10 stir=10 stranger=10 strap=10 straw=10 strict=10 sudan=10 symptom=10 synchron=10
tariqu=10 teeth=10 tempor=10 thai=10 theorist=10 thompson=10 tier=10 tmil=10 toler=10 tougher=10 toxic=10 transpar=10 trifl=10 unaccept=10 undocu=10 unlock=10
upris=10 urgent=10 utter=10 uxgpt=10 vagu=10 van=10 vanc=10 ventur=10 viabl=10 vital=10 vm=10 wale=10 walter=10 weinstein=10 workout=10 zoom=10 05=9 1975=9
1982=9 1992=9 2005=9 300000=9 38=9 400=9 42=9 43=9 44=9 45=9 4th=9 59=9 95=9 aaron=9 aboard=9 accompani=9 addict=9 agricultur=9 allianc=9 anatomi=9 anger=9
anonym=9 anthem=9 anticheat=9 assumpt=9 astro=9 atmospher=9 attribut=9 baptist=9 barrel=9 bat=9 bath=9 begun=9 belief=9 belong=9 berlin=9 bishop=9 blasey=9
blister=9 bombshel=9 bonker=9 boo=9 bookshelf=9 bottleneck=9 brag=9 brazilian=9 brick=9 bright=9 broker=9 brook=9 brows=9 bull=9 bulli=9 buri=9 callback=9
candi=9 cann=9 canning=9 carniv=9 caucus=9 ceil=9 censorship=9 certifi=9 chan=9 charli=9 chemic=9 chrissi=9 christin=9 clever=9 colombian=9 coloni=9 columbia=9
commission=9 con=9 concentr=9 confeder=9 consolid=9 consumpt=9 coup=9 credibl=9 creepi=9 crow=9 crumbl=9 crypto=9 cursor=9 cyberattack=9 cyrus=9 degener=9
deliber=9 dem=9 denounc=9 descend=9 diamond=9 disciplin=9 disclosur=9 disgrac=9 distract=9 dodg=9 dot=9 dub=9 egypt=9 eleph=9 emmanuel=9 entitl=9 et=9 exam=9
exclud=9 expedit=9 fe=9 fedivers=9 feloni=9 fi=9 fifth=9 firearm=9 flu=9 forecast=9 forgotten=9 forth=9 fruit=9 fusion=9 futuresdr=9 gaff=9 gambl=9 gate=9
generic=9 genr=9 glori=9 gordon=9 grain=9 grappl=9 grate=9 grew=9 grill=9 grip=9 gubernatori=9 hammer=9 hatch=9 heartbreak=9 heighten=9 heritag=9 hidden=9
hood=9 hugh=9 idl=9 immers=9 impli=9 in=9 inact=9 inadvert=9 inc=9 indirect=9 infer=9 innodb=9 insert=9 interim=9 interoper=9 interrupt=9 intimid=9 intro=9
ipc=9 jacob=9 jenna=9 jill=9 jon=9 kicad=9 kyli=9 lanka=9 legendari=9 lil=9 litter=9 llvm=9 loan=9 lyric=9 maga=9 mainten=9 meal=9 memor=9 metaphor=9
methodolog=9 mi=9 microcontrol=9 microscop=9 militia=9 mitchel=9 mitig=9 mlb=9 mo=9 modem=9 mourn=9 ms=9 mtv=9 nas=9 navalni=9 nich=9 notifi=9 null=9 oath=9
olivia=9 opt=9 orban=9 outer=9 outfit=9 palm=9 pave=9 pcbway=9 pharma=9 philip=9 porch=9 pretend=9 printer=9 priorit=9 privileg=9 processor=9 provis=9 provoc=9
puls=9 puppi=9 qatar=9 quantum=9 rambl=9 rap=9 ray=9 rebel=9 recap=9 reconstruct=9 reduct=9 reelect=9 reproduc=9 retrospect=9 reusabl=9 reuter=9 revel=9
revisit=9 rico=9 rifl=9 rio=9 robin=9 robinson=9 s2=9 samantha=9 schumer=9 seal=9 seamless=9 sesam=9 shepard=9 shorter=9 shower=9 sicken=9 silicon=9 silli=9
slate=9 smash=9 solar=9 spell=9 sri=9 stadium=9 staffer=9 stark=9 steel=9 stole=9 stupid=9 substack=9 substitut=9 succeed=9 suitabl=9 summar=9 sun=9 sure=9
suv=9 swedish=9 teas=9 teigen=9 threw=9 thrive=9 ticket=9 tmux=9 tragedi=9 trail=9 trait=9 transmiss=9 transom=9 trash=9 trauma=9 treason=9 truck=9 ture=9
twin=9 unabl=9 uncomfort=9 under=9 undergo=9 unnecessari=9 unpopular=9 unrest=9 useless=9 usernam=9 v1=9 viktor=9 walker=9 wash=9 wealth=9 woodwork=9 wright=9
wuhan=9 wwii=9 yell=9 zoo=9 09=8 10000=8 100000=8 1984=8 1990s=8 1998=8 2001=8 20th=8 21st=8 3rd=8 51=8 63=8 65=8 76=8 absorb=8 adequ=8 admin=8 airbnb=8
airplan=8 allig=8 amzn=8 analys=8 arguabl=8 armor=8 arrang=8 artifact=8 assert=8 assur=8 atomic14=8 attende=8 ballad=8 bannon=8 baron=8 basebal=8 bass=8
batman=8 beaten=8 beer=8 bench=8 bestsel=8 blank=8 bloat=8 bloom=8 bomber=8 booker=8 bottl=8 bow=8 boycott=8 brace=8 budapest=8 buffalo=8 bureau=8 buzzfe=8
bypass=8 bystand=8 ca=8 caribbean=8 casual=8 chancellor=8 chest=8 christoph=8 chunk=8 classroom=8 clock=8 coal=8 colombia=8 comey=8 compass=8 congo=8 congreg=8
connector=8 conspir=8 constraint=8 conway=8 cooki=8 cow=8 creep=8
"""

COUNTS: Final = {
    stem: int(count)
    for table in (_EN,)
    for stem, _, count in (word.rpartition("=") for word in table.split())
}
