"""How common words are in news, for a hub that has not learned it yet.

Counts of stems over 5842 entries of public feeds; made by `benchmarks/make_background.py`, which keeps
counts only.  Each line: a count, then the stems that were seen so often.
"""

from functools import lru_cache
from typing import Final

BACKGROUND_TEXTS: Final = 5842


@lru_cache(maxsize=1)
def background_counts() -> dict[str, int]:
    """Texts that hold each stem."""
    counts = {}
    for line in _TABLE.splitlines():
        count, *words = line.split()
        counts.update(dict.fromkeys(words, int(count)))
    return counts


_TABLE: Final = """\
1002 add
841 newli
702 post
653 broken
595 ve
589 work
545 use
474 run
470 read
353 want
344 start
339 need thing
324 re
318 code
305 recent
293 build
290 support
287 think
284 look
281 develop
280 take
277 appear
274 write
270 project
261 see world
260 creat
256 good know
255 system
254 learn
245 tri
244 find
243 ai
240 chang part
238 talk
235 lot
232 call
230 come
227 don softwar
223 differ open
222 make
221 data help
219 set
217 blog
216 problem
215 featur
212 file
210 show
207 user
201 end https tool
199 around ll
197 program
196 book go
195 applic
194 includ interest note
190 realli
188 long
187 everi
186 let process web
185 found
183 great provid
182 com follow
180 manag
179 continu
178 releas
175 power
172 state
171 someth
169 version
168 discuss
166 experi thought trump
165 point
164 comput languag
163 mean simpl
162 ago right
161 anoth import
160 design test
158 often
157 base
156 bit function
155 articl
153 easi product
152 model servic
151 life
150 better get idea number sourc
149 actual alway becom secur video
148 onlin
147 three understand
146 turn
145 compani exampl person reason share
144 high page
143 free issu without
142 littl seri
139 countri
138 best feel month
137 app live machin move
135 allow current old updat
134 day
133 alreadi case futur
132 contain full keep name server
131 previous
128 content give plan
127 put relat stori
126 avail engin generat line presid requir
125 focus perform sever
123 list next
122 home myself societi
121 possibl
120 ask episod game topic
119 site specif
118 big decid implement main probabl public
117 control coupl cover general linux
116 access introduct link publish
115 complet connect question seem
114 happen never small
113 past real result step
112 anticheat friend howev origin
110 everyth hope human oper
109 10 fix text
108 quit
107 place
105 final india librari
104 improv kind larg modern
103 collect document ever
102 across author hard
101 chesterton gilbert keith noth platform second
100 approach basic direct guid key least play
99 inform love singl
98 built valu
97 instal review written
96 detail present team
95 abl announc week yet
94 enough host imag report short space type
93 network thank wrote
92 event usual
91 busi common done govern join
90 social status websit
89 break communiti explor
88 check hand lead less news offer task
87 configur far github instead level sure technolog
86 autom custom effect media quick solut time word
85 close doesn face option top
84 cloud fact listen practic
83 challeng form hour record refer via
82 deal didn expect leader way
81 believ complex podcast sometim
80 anti consid polit search
79 action begin defin exist googl minist pretti return similar
78 explain group isn local order
77 describ though
76 ansibl databas other stop
75 command devic histori multipl piec togeth
74 class enjoy load qualiti rule tech watch
73 happi hous insid meet side view
72 20 bad care convers global prime standard store unit
71 api came messag red speak tabl www
70 fast introduc tell
69 cheat cours format framework itself job memori natur setup someon suggest took whether
68 architectur due maintain major minut particular research
67 discov involv known titl track various whole
66 2025 answer browser china forc given limit pass reach term
65 000 bug concept depend fun increas paper
64 along bring clear comment decis handl iran mind reflect success
63 activ four late latest longer rememb resourc script window wonder
62 addit anyth away drive easier error etc head left nice non packag request sign style
61 board default deploy goal grow javascript mayb produc rather respons structur
60 art critic extens like near organiz perfect pleas scale self technic within
59 attack behind compon entir market nation offici train
58 caus core figur kill recommend rise solv spent youtub
57 account although impact infrastructur launch receiv scienc south
56 almost block cost deep elect especi europ famili later mark matt matter moment stuff taken
55 environ favorit leav map mention miss notic parti popular seen shape
54 2026 address compil field hold initi interfac risk spend strike true won
53 abil commodor confer date digit earli edit fair industri integr japan million object optim
53 save simpli surpris
52 100 age card classic context either finish hit most music offic reader size slow
51 american appli earlier express half interact method python remain winter
50 anyon center citi client compar correct deni despit enabl folk lost low militari olymp path
50 pick polici protect replac role special transform wait warn yourself
49 12 advanc certain click donald econom email exact execut harper interview land lectur led
49 locat potenti promis wrong
48 america area choic display essenti everyon investig prepar price proper reduc school signific
48 vs went win
47 2020 aim amount attempt combin copi distribut els fail http light net posit properti sound
47 subscrib
46 accept avoid certif charact download easili enter fit five front gain hardwar measur obvious
46 org particip situat street target tutori visual welcom
45 among black capabl co count histor huge morn normal privat rest session techniqu volum
44 azur communic consist cut daili dead forward germani inspir instruct js opportun prefer press
44 progress realiz send sort virtual
43 15 beauti concern dive european extend familiar hear kris lesson pictur rail secret sens serv
43 specul speed strategi trust visit
42 arriv debian editor expert fedora german haven html intellig mechan microsoft polic pull
42 react storag student studi switch trade wasn
41 compos convert cultur death definit heard nbsp peac regular six soon walk workflow
40 assembl box chines claim eye higher instanc knowledg observ opinion pattern port queri region
40 remov russia teach tradit
39 2023 achiev aspect aw buy kagi multi phone principl push rare shift theori thousand zero
38 2019 2024 amazon analysi aren asia boat clean driven ensur essay extrem fall prompt signal
38 stand therefor toward travel yes
37 altern benefit challengermod chapter cross debat decad foreign insight internat internet mode
37 mysql nativ night nuclear pro reveal star stay subject tie tip
36 11 16 act advantag ahead behavior commit except extra gave goe massiv one output privaci rate
36 readi realiti rubi serious serverless stage tag typic unreleas white
35 2022 30 air arm artist beyond biggest brain bunch choos creativ david effort fan film fine
35 imagin input llm manual protest room select sit total wide women
34 25 40 assist chat cp draw energi excit feed felt former foundat fulli health individu
34 internal lab mail occur predict propos repres round saw shop usabl west
33 absolut automat consum demonstr effici excel fire ignor immedi journey lack money pay
33 profession programm ran screen ship string super unfortun usb worth
32 appl artifici assum australia battl channel counter domain edg exam fill john journal law
32 monitor node pakistan quiet rais rang reli startup static strang summer ten theme twitter
32 worker
31 17 19 2021 24 adapt advic attend attent awar capit difficult disk fundament growth llms
31 materi metal mix physic statement trick
30 2014 alleg anim couldn crisi deliv dr dynam fight ii legend letter logic middl protocol
30 relationship render say scratch suppos
29 23 affect algorithm concret css east fear french hello highlight invest invit israel leverag
29 meant mistak rust schedul sport surviv third tune ukrain util
28 22 adventur album archiv audio awesom charg claud curious dev doubl drop eventu financi graph
28 guest harm hundr illustr indian json lose master oracl print purpos resid stack struggl tend
28 termin tini trigger uniqu
27 agre bank becam central civil cold collabor column construct contribut cool debug deepli demo
27 domin ecosystem element expos fantast gold gone impress influenc keyboard london member modul
27 panel perhap photo pre remot road russian safe seek sell skill solid sql stream strong
27 templat translat
26 18 administr associ authent began brief c64 camera cheap children color creation creator
26 evolv feedback fm frustrat identifi io laptop legal log maco mine newslett outsid patreon pdf
26 period perspect race relev remind song touch trace trend trip ultim upgrad wood writer
25 64 amaz background boom constant detect dozen enhanc factor icon linear met movi narrat
25 obtain photograph prevent queue reliabl remark repli revolut scientist sea separ threat truth
25 ui unknown valid vic whatev
24 50 amid analyz ardour boot bought campaign cannot career climat earth entri eu experiment
24 fallthrough git ground ice incred island layer magic pulumi regard respect root section
24 themselv token trap tree upcom vulner water
23 14 abstract adopt argument balanc band bodi boost canada chanc compat condit cycl declar
23 descript dream driver emerg encount exercis export faster food frame fund heart hot id
23 infinit mobil onto os overview parent plenti plugin primari random reviv runtim scene suppli
23 tariff traffic url variabl wind wish worri zone
22 2017 ad agent anyway audienc car ceo court dedic directori ea eight embed gaza greenland
22 guess haskel held hero ident interpret jump kept kid kubernet maker michael novel oil opposit
22 pain palestinian phase philosophi php profil prove roll row sad scenario senior speech ssh
22 stick stock thread troubl ubuntu universiti upon usag wall whenev
21 21 alon appreci bangladesh beta bill binari bottom button celebr centuri chrome comfort comic
21 cpu danger dark demand democraci determin docker epstein exploit failur flexibl font forget
21 founder freedom fresh hole holiday imposs independ innov institut itali length lie loop match
21 minim older openai outlin pack paramet pipelin preserv pressur rapid regul rough sampl season
21 simplifi statist suit treat vol washington weird
20 13 26 accus africa annoy architect australian back backend bash bonus born captur chao
20 chatgpt compet conveni corpor crash dog dollar electr electron emul enterpris evalu everywher
20 famous frequent gather gem geneva grammar graphic ideal japanes korea landscap leadership
20 medium necessari negoti precis profit qsoa resist revers rock rout simplest simul slide
20 slight split studio suspect tension tl truli tuxedo uk vision vote wikipedia wouldn young
19 accur align angelica bar carri chain christma commerci config confus contact contributor
19 corrupt dataset deeper democrat desir desktop educ embrac evid expens experienc explan extern
19 facebook flash flight franc giant hi indic knew layout login mini modi motiv movement museum
19 navig notabl otherwis parallel postgresql presenc radio robot sector shown somewhat steve tom
19 transact transfer trial unlik voic weekend
18 00 01 2015 2018 acquir armi athlet bet billion branch bridg calcul catch collaps combat
18 competit complic eleg extract favourit fighter flow forum gaff gameguard guy ip latenc leagu
18 magazin medal meta ml modifi negat nonsens north nprotect plane player pleasur poor pop
18 primarili ram reform regist repositori respond rich rss shell smell spring st summari taught
18 th threaten wave wors worst
17 2013 appar asian asp attract averag bot brand brought candid certifi chief declin defens
17 depress dig diplomat disabl door emot evolut exchang fascin festiv fli ghost grant hack
17 hacker heat heavi index intend jackson largest men mount mysteri occasion openpgp overal pair
17 plot raspberri recoveri reilli reject richard scalabl scientif serial slowli somewher spin
17 spot surround sustain territori thus tower tremend typescript univers valuabl varieti weak
17 wild
16 04 apart appeal arrest asset atom attach auto bare battley beginn bitcoin cd charm cluster
16 codebas comparison confid controversi credit dc decent delet deliveri die divers doubt earn
16 encod encrypt engag equip expand forev fortun frontend fuel galleri highest honor ian iii
16 iranian kick king lambda licens loud lp mac mass mcp metric musk narendra nerd nobodi nois
16 none offlin ongo pars password pi popul proton raw royal safeti sale sent shoot shouldn
16 smaller spar spark sponsor spread stabl swap syntax tackl teacher union upload verifi visibl
16 war wast woman wordpress wrap
15 3d acceler advertis affili aggreg alli assign asynchron ban benchmark berlin bore boundari
15 british budget cach caught child chip clojur coffe conflict craft debut defend delay diagram
15 drug eat economi encourag english equal escap explicit fals fiction flag folder fragil god
15 gotten greater guarante ibm implic impos instagram iter judg kernel learnetto legaci liber
15 mainten math migrat milan partial paste pcb pikku reaction repeat resolut resolv robert
15 secretari silenc smart straightforward svg sync town tuesday vendor weapon weight whose wwi
15 york
14 29 300 80 900 android anniversari annual anymor assess battlefield beat bigger bootstrap
14 border breakthrough buffer burn bus carney ceremoni chatbot cli colleg congress contract
14 disast distanc draft economist emergenc employ enforc esl examin feb femal fosdem gear gnu
14 guard harder hasn header hell hobbi hook immigr incom inevit islam isol java jet liter loss
14 mathemat matthew mess moon odd oh paradox patch pc persist phrase plain planet plant pm pool
14 prior proprietari readabl refresh regim renew revenu rom sd sentenc sex skeptic soul station
14 straight straw summit tax throughout trifl tv tweak unless urg vac vari vector venezuela
14 violenc visitor warm youth
13 2009 32 500 acr afford airport alongsid annex apach approv backup basi blame boston briefli
13 calendar characterist chart chris concurr consult cooki covid crack cup dale davo depth
13 detour disappear drill duti elixir employe entiti ep establish exclus fashion father feder
13 firm flavor flood gap glass habit hire inject intent jess joelistcomedi jqueri justic label
13 lay lazi lucki mainfram marknormand mast maximum merg michaelrechtin microservic mission
13 mountain munich murder mvc organis orient paint park paul peter plywood portabl purchas
13 purescript railsapp rank registr ring routin rubio sensit sky speaker spoke steam strateg
13 stress stuck sudden suffer systemd tehran temporari thailand thrill throw transit universal
13 unpopular victori violat warfar
12 2012 2016 27 34 activist ahlquist anthrop anticip apolog arch arena argu async audit babi bag
12 bbc bedroom ben bid brother bundl cabl canadian cell church closer compress condemn
12 constraint convent crucial dawn degre depart discord discoveri disput distinct doc drone dump
12 dylan england escal everyday evil ex faceit fallen filter gpt grab graham green grid guitar
12 hate heaven hey hidden hospit hype isra item joy kickstart kit larger lawyer marin micro mid
12 mirror muscl neural own owner paid payment pivot postgr primit promot prototyp provis pure
12 quot repair resili restart restor retriev rewrit river robust sat satisfi semant shadow shock
12 simpler skip sleep sold somehow specifi squar storm strengthen sub submit subscript suck surg
12 survivor symbol tab taiwan takaichi tale tire ton toy twice ukrainian uncertainti unix unusu
12 viral wake weigh widespread wire wit workshop xigncode3
11 02 abus accident accomplish actor admit advent aid aka allianc alloc ambit ann anywher array
11 await blood blue brilliant camp categori clarifi colleagu conscious consider consol convinc
11 cook corner cowork cri crowd cryptograph delv destroy distract doom dramat echo elit elon
11 empir empti endpoint enemi etern exhibit facto fake fanci firefox firmwar flat fourth frank
11 generic genr geowrit grand healthcar himself hors increment indonesia inner instant intro
11 invent italian jam jame jaw kingdom labor lawmak lean leg lift lock lunaci manipul marco
11 marvel meaning minimum minor mod mother northern nuget ok onshap orchestr ourselv outcom
11 overlook overwhelm ownership pagin paradigm paus pen pilot pin pixel pocket politician prison
11 prize probe professor prosecutor prospect puzzl realis realist reload republ reset ride rival
11 saga sana schema score sh shake shelf shut signatur silicon smooth snippet soldier specialist
11 spirit stan stretch stumbl talent thin tiktok timelin transport tricki tweet twist usa viewer
11 vm vpn wiki worldwid youtu
10 2000 60 641 6502 abandon advoc alert amp analyt austria award blank bother brave broad bullet
10 byte carniv cat causal centr checker christian circl coast coddington complaint comprehens
10 compromis conduct conserv consumpt cooper correspond crime crush cursor daniel dear devconf
10 di diplomaci disrupt downsid dragon drawn duchemin duplic dw easiest eastern enthusiast esp32
10 estim evening exhaust fewer flip fold footbal formula frontier gas georg gift glad golden
10 greet gui gun headlin heavili horror hungari illeg info insert instig intens interoper joe
10 joint journalist kenya lower macron mar matrix max maxim mental midnight mock modular myanmar
10 neighbor nightmar numer obsess ocean offens pandem pcbs photographi playbook pleasantvill
10 plug poison pollut premium proof prop rainbow rant recogn reconstruct recreat repl represent
10 resign resum revisit reward rodger sail saint sam scan scandal seamless sequenc seven slack
10 solar spike stabil stake strip surfac tape tast tempor timeless tour troop unlimit vagu vast
10 victim vintag vital voltag winner wooden workaround workload wysiwyg
9 150 180 28 31 70 academ african aliexpress aliv analys arbitrari ark artifact assault ball
9 bear bed besid bind bold bone boss bottleneck boy broadcast broke ca cad cancel chair champion
9 chase ci closur club companion compound confirm connector consequ contemporari cortina crypto
9 curv damag dan deepen detain dictat director dismiss divid divis dns duo eas endless
9 environment ethernet ev excus expans expir explos extraordinari fault favor fc fedivers fell
9 fetch financ float floor fork fragment frisk frog funni gambl gateway genius genuin gray
9 guidanc honest hotel inc instrument int intuit investor iron jan junior kitchen lake last
9 lightweight luck lunar mainstream mastodon matur meetup mexico microcontrol minimalist
9 momentum narrow nationalist neat neovim nhs nich nieman nigeria noredink notion notori npm nyc
9 occas op origami overlay pace pacif patient ph pile pledg podman poke poll pragmat presidenti
9 printer processor proxi radic ragnarok rahman realm recov reddit refactor refus relax reshap
9 reson restrict ritual ruin scheme scott sdr senat sensibl shine shore shot showcas signup
9 simplic slip spain spanish spectr ssl stackoverflow staff starter stronger struck substack
9 subtl suicid summar sweet synchron syria tactic tariqu taylor televis terror texa thrive tier
9 tls tmil tough twenti up usernam uxgpt viabl vibe villag wireless woodwork
8 03 05 120 1999 1st 2005 55 80s absorb accompani ace adult afternoon agenc agreement aircraft
8 alien analog anxieti anybrain ascii assumpt atomic14 background_color background_imag ballad
8 barrier batteri beach bell bird bloat bond bookshelf border_color border_styl breath britain
8 broader brutal builder california callback canning canva capac captiv childhood chose chosen
8 chunk citizen clash coach colour complain concert conclus confront consolid constitut contrast
8 coordin creek crimin crown daughter dec decor delight departur deriv descend deserv desk
8 destin devast devot diseas diy dot drag dual elsewher emac emmanuel empow equal_height_column
8 equival essenc everybodi expedit facil fairfight fantasi fifth foot forgot forgotten formal
8 forth fusion_builder_contain futuresdr gamingonlinux garag gdpr glu gradient_end_color
8 gradient_end_posit gradient_start_color gradient_start_posit gradient_typ grain grammat grew
8 grip grown hall halt handi hang height hide hide_on_mobil hint hm hrishi hundred_perc
8 hundred_percent_height hundred_percent_height_center_cont hundred_percent_height_scrol hunt
8 idl immers immut impli inde indirect infer inlin ipc ireland itun jack jami jekyl joke kicad
8 leak len lightn linear_angl link_color link_hover_color llvm mad madden margin_bottom
8 margin_top markdown meanwhil medic menu_anchor mere metaphor meter methodolog mittal modem
8 motor muslim nairobi nearbi nest neteas netflix nfl nobel notif null occupi oppos opt
8 padding_bottom padding_left padding_right padding_top pari partner passag pcbway peak peer
8 permiss peru phenomenon polish porch pr prioriti proceed protondb publish_d quantum queen
8 rabbit radial_direct rain ramp ray reboot recal recip repo reproduc republican retrospect
8 reusabl revis rotat s2 scope screenshot screw scroll seat secondari semi sexual shorter sieg
8 sight simon ski snap snapshot socket soft sorri span spi stare stat strength strict stun
8 stupid subset substanti substitut suitabl suprem sydney tmux tone trait transom ture under
8 understood unexpect unlock unnecessari v1 valley var variant ventur void wealth weather wheel
8 wider wife will wine wing workbench wow yaml yeah
7 1541 1975 1982 1984 1988 1992 2006 2008 2nd 35 3rd 78 99 abroad absurd accord accuraci adam
7 adjust admir ak alter ambassador amzn approxim arab arc arrang asid assassin assur astro
7 atlant bake banner barg basketbal batch bbs beg behalf behav belief bias bike birth blend blow
7 boilerpl bowl brew bright brows cap carbon carrier cartridg ceasefir cento chronicl clanci
7 cleaner clock coloni commiss comptia cow crackdown curl cyber dad danc debugg deck defenc
7 denmark deport desper difficulti dilemma dir distinguish distro dread eager earliest elm emb
7 endur entertain entrench epic epicreact eric ethic exit feet fellow fi fifa filenam filesystem
7 flaw fruit galaxi gcp geo glori grate greek grok guidelin hama hardest harri healthi henc hike
7 hostag hugo humbl hurt hyper in incid inflat influenti innodb intellectu interim interrupt ir
7 iv jeffrey justifi kidnap laboratori latter launcher liberti linkedin liquid literari longest
7 maduro magnet male manifest martin mb meantim meil memoir menu metadata microscop migrant
7 modal mous mu nato necessarili neil newer newest nginx nine oblig openstreetmap orang orban
7 orion outag outer overhead parliament passion perceiv perfum philippin physicist playabl png
7 poetri poster prabowo preced premis prerequisit princip procedur proud pt puls quiz ralli
7 rambl recognis recognit redund ref replic roblox rocket rose s3 scari scent scrap sensor settl
7 shall shame sharp sheet shortcut silent skeleton slam slap smt sophist soviet spell spiral sq
7 squeez storytel strait streamlin sum summaris swift sword tcp teen teenag terribl thick
7 timescal tokyo toler trajectori trivial tw unabl underground unus upstream urgent useless ux
7 v2 van vice viktor vim vinegar violent virtu volunt vr wander wear webassembl webcam william
7 workspac xml yay yellow yeoldeland zoom
6 06 07 08 101 1990s 1998 2010 2011 25th 33 38 39 43 95 ab ac acknowledg addict adob aesthet
6 affirm agenda aion albanes algebra alpha amplifi anchor ancient andrew angl antisemit
6 apocalyps appoint apt arithmet ash atmospher attitud attribut aug authoritarian autumn awkward
6 backlog bambu batman begun behaviour beitrag bench billionair bio blast bloom bob boil bondi
6 boolean bound bow breach brick broker brown brussel budapest bushcraft bypass canon cash
6 catalog cbs ceil censorship chamber cheer chemic chemist chicago cite clamp clever clone
6 comedi committe compass conf contend contin copyright council crackproof creatur credibl crew
6 crumbl cryptocurr cryptographi csv curios cute cve cybersecur deadlin deleg denounc detent
6 dial dialog dimens disappoint disciplin disclaim discourag district dkg dotfil downtim dri
6 durat dust ed elector elev elimin elsevi envoy erod erschi exceed explod fabric factori fade
6 farm fate fatigu floss fo footprint freeli freez frost frozen gemini genet gentl girl glue
6 golang gpu grace grade grappl graviti grpc guardian hadn hail hammer happier hash hawk henri
6 heritag hierarchi hockey hollywood hormuz humanoid ide ideolog ie ill inact incomplet inequ
6 infest ingredi insecur integ inter intersect invoc invok iphon jeff jordan josh jr judgment
6 keen kevin keyword knife landslid lane lanka lens li lifetim lisp litter logo loos luxuri
6 macbook manner maritim markup meaningless mediat memor mentor messi michaelrechtinyt midair
6 midi mile mitchel moder modif monad mood mos myth navalni nazi neac ninaklos notifi nuanc
6 nvidia obsidian openshift optic ordinari oscar overlap palm parad parser partit passiv paí
6 perplex philosoph pit pitch ponder portal portfolio postur pour princ privileg problemat
6 profound promin prose ps punch punish pursuit putin quak quarter quest rape rebuild recap
6 recruit recurs redirect refin reinforc renam repetit rescu reserv retir reuter revel rid
6 ridicul rip roadmap router rpm saa san sard satellit scrape scream seattl seed shelter shini
6 shout silli silver simultan skate slot smallest soar solder solo somebodi spam spec spotifi
6 spotlight sri ssa stall steel stem strain subianto subleq subsequ sun surveil suspend swiss
6 sys tail takeaway tank tear teaser tedious temporarili textur theoret therapi thinkpad
6 thorough throughput transmiss turkey uncomfort unleash unveil upris uxn variat varnish
6 victoria victorian vienna vietnam vite wage walnut warehous warren western wi wifi wise wuther
6 zurst
5 09 128 18th 1932 1970s 1978 200 2001 2004 2007 20th 21st 37 41 52 5th 5v 75 84 _ac05mf academi
5 acoust acquisit ado aggress ahnlab alarm alex alias altman amend anthoni ap apollo append
5 appropri ar areweanticheatyet argentina arguabl aros attende awaken backlash bandwidth bang
5 bass bat bath battlefieldanomali baud bc be beer beij belat belov berlinal bi bilater birthday
5 bite blade blaze bless blockchain blogger blogpost blunt boast bowsprit bso bulb burst buzz
5 cabinet cancer capston captain carmak carv cast ceas centric chan chancellor chaotic cheaper
5 chn civilian classifi cleat clinic cloudflar coalit coat coher colombian compel compens
5 composit concentr concis consensus convey cope copilot counti countrysid coverag cpus
5 craftsmanship crazi creed creep crise crop cs cto ctrl curat currenc cy6502 daemon dare
5 darkroom dart dashboard dat dave daylight db dd debt decreas deepfak delhi dell deputi deutsch
5 deviat devis devop diagnos dictionari dirti discours dislik dissect distil div django doctor
5 domest donat downtown drastic dungeon duplex easter eden editori elast embodi emiss emphasi
5 entireti entitl epoxi equat esqu estat euro evan excess exclud exe exil exquisit extent fandom
5 farmer fastapi favour fb fixat flee fleet flourish flower ford foremost foster fountain
5 fragranc francisco freelanc frequenc ft fulfil ga gabriel gang garbag garden gaug ge gen
5 genocid geopolit gg gibt gig glimps globe gmail gov gpio gradual gravit greatest gut
5 hackshield hair haul hd headach hectic helmet helper hill historian holi hood hostil href
5 hunger hypermedia immens impeach imperi incorpor incorrect incur inherit injur injuri ink
5 inspect intel intimid intrigu invas invis iot iraq islamist jazz jim jimmi jone junta kafka kb
5 kde knight knock lan latex lee lifecycl lighter lockdown lookup luckili lyon lyric macro
5 malaysia margin mask mecha mega melodi middlewar mike min miniatur minifi ministri missil mo
5 moral morri mortal motion msgrcv multin mythic nationwid navi nebula neglect neighbour neither
5 neo nervous netanyahu nexon nomin nord nose nostalgia notch novic nvme ny obama ol oldest orca
5 orchestra ought ouster outdat outlet overhaul paradis paragraph patent percept perman pic
5 pierr placehold plastic plate pleasant pluralsight poem poet populist potter pray prefac prep
5 presum procrastin proven provoc puppet pursu pénich quantifi rage ratio rebel rebellion recur
5 recycl redo reduct reef refuge regress reign relianc rendermod renown rent reorgan repatri
5 restaur resurrect rethink retro revolutionari rfc rider ridg rio risc
"""
