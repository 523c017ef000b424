BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE assignment (
	id INTEGER NOT NULL, 
	clause_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	word VARCHAR(40) NOT NULL, 
	printed VARCHAR(200) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	open_list BOOLEAN NOT NULL, 
	department_id INTEGER, 
	collective_id INTEGER, 
	place_start INTEGER NOT NULL, 
	place_end INTEGER NOT NULL, 
	CONSTRAINT pk_assignment PRIMARY KEY (id), 
	CONSTRAINT ck_assignment_role CHECK (role IN ('lead', 'responsible', 'cooperate')), 
	CONSTRAINT ck_assignment_one_party CHECK (department_id IS NULL OR collective_id IS NULL), 
	CONSTRAINT fk_assignment_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_assignment_collective_id_collective FOREIGN KEY(collective_id) REFERENCES collective (id), 
	CONSTRAINT fk_assignment_department_id_department FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT uq_assignment_clause_id_position UNIQUE (clause_id, position)
);
INSERT INTO "assignment" VALUES(1,1,1,'lead','牵头部门','市政府办公厅','市政府办公厅','department',0,1,NULL,53,59);
INSERT INTO "assignment" VALUES(2,1,2,'responsible','责任部门、单位','各区政府','各区政府','universal',0,NULL,1,68,72);
INSERT INTO "assignment" VALUES(3,1,3,'responsible','责任部门、单位','市政府有关部门','市政府有关部门','indefinite',0,NULL,4,73,80);
INSERT INTO "assignment" VALUES(4,2,1,'responsible','责任部门','市财政局','市财政局','department',0,13,NULL,107,111);
INSERT INTO "assignment" VALUES(5,2,2,'responsible','责任部门','市公安局','市公安局','department',0,8,NULL,112,116);
INSERT INTO "assignment" VALUES(6,3,1,'responsible','责任部门','市政府办公厅','市政府办公厅','department',0,1,NULL,136,142);
CREATE TABLE block (
	id INTEGER NOT NULL, 
	document_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	place_start INTEGER NOT NULL, 
	place_end INTEGER NOT NULL, 
	task_id INTEGER, 
	section_id INTEGER, 
	CONSTRAINT pk_block PRIMARY KEY (id), 
	CONSTRAINT ck_block_kind CHECK (kind IN ('task', 'heading', 'preamble', 'annex', 'furniture', 'other_document', 'unread')), 
	CONSTRAINT ck_block_place CHECK (place_start <= place_end), 
	CONSTRAINT fk_block_document_id_document FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_block_section_id_section FOREIGN KEY(section_id) REFERENCES section (id), 
	CONSTRAINT fk_block_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_block_document_id_position UNIQUE (document_id, position)
);
INSERT INTO "block" VALUES(1,1,1,'preamble',0,19,NULL,NULL);
INSERT INTO "block" VALUES(2,1,2,'heading',19,27,NULL,1);
INSERT INTO "block" VALUES(3,1,3,'task',27,83,1,NULL);
INSERT INTO "block" VALUES(4,1,4,'task',83,119,2,NULL);
INSERT INTO "block" VALUES(5,1,5,'task',119,144,3,NULL);
CREATE TABLE clause (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	printed TEXT NOT NULL, 
	place_start INTEGER NOT NULL, 
	place_end INTEGER NOT NULL, 
	stated_deadline DATE, 
	stated_deadline_text VARCHAR(200), 
	CONSTRAINT pk_clause PRIMARY KEY (id), 
	CONSTRAINT fk_clause_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_clause_task_id_number UNIQUE (task_id, number)
);
INSERT INTO "clause" VALUES(1,1,1,'年底前完成12个窗口的一次告知改造。','（牵头部门：市政府办公厅。责任部门、单位：各区政府、市政府有关部门）',47,81,NULL,NULL);
INSERT INTO "clause" VALUES(2,2,1,'整理试点材料目录，6月底前公布。','（责任部门：市财政局、市公安局）',101,117,NULL,NULL);
INSERT INTO "clause" VALUES(3,3,1,'建立试点情况月报。','（责任部门：市政府办公厅）',130,143,NULL,NULL);
CREATE TABLE collective (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_collective PRIMARY KEY (id), 
	CONSTRAINT ck_collective_kind CHECK (kind IN ('universal', 'indefinite')), 
	CONSTRAINT uq_collective_name UNIQUE (name)
);
INSERT INTO "collective" VALUES(1,'各区政府','universal');
INSERT INTO "collective" VALUES(2,'各区县政府','universal');
INSERT INTO "collective" VALUES(3,'市政府各部门','universal');
INSERT INTO "collective" VALUES(4,'市政府有关部门','indefinite');
INSERT INTO "collective" VALUES(5,'市政府相关部门','indefinite');
INSERT INTO "collective" VALUES(6,'市有关部门','indefinite');
INSERT INTO "collective" VALUES(7,'市有关单位','indefinite');
INSERT INTO "collective" VALUES(8,'相关区县政府','indefinite');
INSERT INTO "collective" VALUES(9,'有关区政府','indefinite');
INSERT INTO "collective" VALUES(10,'有关管委会','indefinite');
CREATE TABLE collective_member (
	collective_id INTEGER NOT NULL, 
	department_kind VARCHAR(20) NOT NULL, 
	CONSTRAINT pk_collective_member PRIMARY KEY (collective_id, department_kind), 
	CONSTRAINT fk_collective_member_collective_id_collective FOREIGN KEY(collective_id) REFERENCES collective (id)
);
INSERT INTO "collective_member" VALUES(1,'district');
INSERT INTO "collective_member" VALUES(2,'district');
INSERT INTO "collective_member" VALUES(3,'department');
INSERT INTO "collective_member" VALUES(4,'department');
INSERT INTO "collective_member" VALUES(5,'department');
INSERT INTO "collective_member" VALUES(6,'department');
INSERT INTO "collective_member" VALUES(6,'party');
INSERT INTO "collective_member" VALUES(7,'department');
INSERT INTO "collective_member" VALUES(7,'party');
INSERT INTO "collective_member" VALUES(7,'institution');
INSERT INTO "collective_member" VALUES(7,'committee');
INSERT INTO "collective_member" VALUES(7,'organisation');
INSERT INTO "collective_member" VALUES(8,'district');
INSERT INTO "collective_member" VALUES(9,'district');
INSERT INTO "collective_member" VALUES(10,'committee');
CREATE TABLE collective_name (
	name VARCHAR(200) NOT NULL, 
	collective_id INTEGER NOT NULL, 
	CONSTRAINT pk_collective_name PRIMARY KEY (name), 
	CONSTRAINT fk_collective_name_collective_id_collective FOREIGN KEY(collective_id) REFERENCES collective (id)
);
INSERT INTO "collective_name" VALUES('各区政府',1);
INSERT INTO "collective_name" VALUES('各区人民政府',1);
INSERT INTO "collective_name" VALUES('各区',1);
INSERT INTO "collective_name" VALUES('各区县政府',2);
INSERT INTO "collective_name" VALUES('各区、县政府',2);
INSERT INTO "collective_name" VALUES('各区（县）政府',2);
INSERT INTO "collective_name" VALUES('各区县人民政府',2);
INSERT INTO "collective_name" VALUES('各区、县人民政府',2);
INSERT INTO "collective_name" VALUES('各区（县）人民政府',2);
INSERT INTO "collective_name" VALUES('各区县',2);
INSERT INTO "collective_name" VALUES('各区、县',2);
INSERT INTO "collective_name" VALUES('各区（县）',2);
INSERT INTO "collective_name" VALUES('市政府各部门',3);
INSERT INTO "collective_name" VALUES('市级各部门',3);
INSERT INTO "collective_name" VALUES('市各部门',3);
INSERT INTO "collective_name" VALUES('市政府各委办局',3);
INSERT INTO "collective_name" VALUES('市政府各委、办、局',3);
INSERT INTO "collective_name" VALUES('市政府委办局',3);
INSERT INTO "collective_name" VALUES('市各委办局',3);
INSERT INTO "collective_name" VALUES('市各委、办、局',3);
INSERT INTO "collective_name" VALUES('各市级部门',3);
INSERT INTO "collective_name" VALUES('市人民政府各部门',3);
INSERT INTO "collective_name" VALUES('市政府有关部门',4);
INSERT INTO "collective_name" VALUES('市政府各有关部门',4);
INSERT INTO "collective_name" VALUES('市人民政府有关部门',4);
INSERT INTO "collective_name" VALUES('市政府有关委办局',4);
INSERT INTO "collective_name" VALUES('市政府相关部门',5);
INSERT INTO "collective_name" VALUES('市政府各相关部门',5);
INSERT INTO "collective_name" VALUES('市人民政府相关部门',5);
INSERT INTO "collective_name" VALUES('市政府相关委办局',5);
INSERT INTO "collective_name" VALUES('市有关部门',6);
INSERT INTO "collective_name" VALUES('市各有关部门',6);
INSERT INTO "collective_name" VALUES('市相关部门',6);
INSERT INTO "collective_name" VALUES('市各相关部门',6);
INSERT INTO "collective_name" VALUES('市级有关部门',6);
INSERT INTO "collective_name" VALUES('市级相关部门',6);
INSERT INTO "collective_name" VALUES('有关部门',6);
INSERT INTO "collective_name" VALUES('各有关部门',6);
INSERT INTO "collective_name" VALUES('相关部门',6);
INSERT INTO "collective_name" VALUES('各相关部门',6);
INSERT INTO "collective_name" VALUES('有关市级部门',6);
INSERT INTO "collective_name" VALUES('相关市级部门',6);
INSERT INTO "collective_name" VALUES('市有关单位',7);
INSERT INTO "collective_name" VALUES('市各有关单位',7);
INSERT INTO "collective_name" VALUES('市相关单位',7);
INSERT INTO "collective_name" VALUES('市各相关单位',7);
INSERT INTO "collective_name" VALUES('市级有关单位',7);
INSERT INTO "collective_name" VALUES('市级相关单位',7);
INSERT INTO "collective_name" VALUES('有关单位',7);
INSERT INTO "collective_name" VALUES('各有关单位',7);
INSERT INTO "collective_name" VALUES('相关单位',7);
INSERT INTO "collective_name" VALUES('各相关单位',7);
INSERT INTO "collective_name" VALUES('市有关部门和单位',7);
INSERT INTO "collective_name" VALUES('市有关部门、单位',7);
INSERT INTO "collective_name" VALUES('有关部门和单位',7);
INSERT INTO "collective_name" VALUES('相关部门和单位',7);
INSERT INTO "collective_name" VALUES('各有关部门和单位',7);
INSERT INTO "collective_name" VALUES('相关区县政府',8);
INSERT INTO "collective_name" VALUES('有关区县政府',8);
INSERT INTO "collective_name" VALUES('各有关区县政府',8);
INSERT INTO "collective_name" VALUES('各相关区县政府',8);
INSERT INTO "collective_name" VALUES('相关区、县政府',8);
INSERT INTO "collective_name" VALUES('有关区、县政府',8);
INSERT INTO "collective_name" VALUES('相关区（县）政府',8);
INSERT INTO "collective_name" VALUES('有关区（县）政府',8);
INSERT INTO "collective_name" VALUES('相关区县人民政府',8);
INSERT INTO "collective_name" VALUES('有关区县人民政府',8);
INSERT INTO "collective_name" VALUES('相关区县',8);
INSERT INTO "collective_name" VALUES('有关区县',8);
INSERT INTO "collective_name" VALUES('有关区政府',9);
INSERT INTO "collective_name" VALUES('相关区政府',9);
INSERT INTO "collective_name" VALUES('各有关区政府',9);
INSERT INTO "collective_name" VALUES('各相关区政府',9);
INSERT INTO "collective_name" VALUES('有关区人民政府',9);
INSERT INTO "collective_name" VALUES('相关区人民政府',9);
INSERT INTO "collective_name" VALUES('各有关区人民政府',9);
INSERT INTO "collective_name" VALUES('各相关区人民政府',9);
INSERT INTO "collective_name" VALUES('有关区',9);
INSERT INTO "collective_name" VALUES('相关区',9);
INSERT INTO "collective_name" VALUES('各有关区',9);
INSERT INTO "collective_name" VALUES('各相关区',9);
INSERT INTO "collective_name" VALUES('有关管委会',10);
INSERT INTO "collective_name" VALUES('相关管委会',10);
INSERT INTO "collective_name" VALUES('各有关管委会',10);
INSERT INTO "collective_name" VALUES('各相关管委会',10);
CREATE TABLE department (
	id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	successor_id INTEGER, 
	basis TEXT, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_department PRIMARY KEY (id), 
	CONSTRAINT ck_department_kind CHECK (kind IN ('department', 'district', 'party', 'institution', 'committee', 'organisation')), 
	CONSTRAINT ck_department_validity CHECK (valid_from < valid_to), 
	CONSTRAINT fk_department_successor_id_department FOREIGN KEY(successor_id) REFERENCES department (id), 
	CONSTRAINT uq_department_name UNIQUE (name)
);
INSERT INTO "department" VALUES(1,'市政府办公厅','department',NULL,NULL,NULL,NULL,1);
INSERT INTO "department" VALUES(2,'市发展改革委','department',NULL,NULL,NULL,NULL,2);
INSERT INTO "department" VALUES(3,'市经济信息化委','department',NULL,NULL,NULL,NULL,3);
INSERT INTO "department" VALUES(4,'市商务委','department',NULL,NULL,NULL,NULL,4);
INSERT INTO "department" VALUES(5,'市教委','department',NULL,NULL,NULL,NULL,5);
INSERT INTO "department" VALUES(6,'市科委','department',NULL,NULL,NULL,NULL,6);
INSERT INTO "department" VALUES(7,'市民族宗教局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：改称局，归口市委统战部领导',7);
INSERT INTO "department" VALUES(8,'市公安局','department',NULL,NULL,NULL,NULL,8);
INSERT INTO "department" VALUES(9,'市国家安全局','department',NULL,NULL,NULL,NULL,9);
INSERT INTO "department" VALUES(10,'市监察局','department',NULL,'2018-01-30',63,'国家监察体制改革：2018年1月市人民代表大会产生市监察委员会，监察局撤销（月份为准）',10);
INSERT INTO "department" VALUES(11,'市民政局','department',NULL,NULL,NULL,NULL,11);
INSERT INTO "department" VALUES(12,'市司法局','department',NULL,NULL,NULL,NULL,12);
INSERT INTO "department" VALUES(13,'市财政局','department',NULL,NULL,NULL,NULL,13);
INSERT INTO "department" VALUES(14,'市人力资源社会保障局','department',NULL,NULL,NULL,NULL,14);
INSERT INTO "department" VALUES(15,'市住房城乡建设管理委','department',NULL,NULL,NULL,'2015年机构调整：市城乡建设管理委改组，并入市住房保障房屋管理局的职责（2015年3月的计划用旧称，2016年2月的用今称；月份为准）',15);
INSERT INTO "department" VALUES(16,'市交通委','department',NULL,NULL,NULL,NULL,16);
INSERT INTO "department" VALUES(17,'市农业农村委','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',17);
INSERT INTO "department" VALUES(18,'市生态环境局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',18);
INSERT INTO "department" VALUES(19,'市规划资源局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',19);
INSERT INTO "department" VALUES(20,'市水务局','department',NULL,NULL,NULL,NULL,20);
INSERT INTO "department" VALUES(21,'市文广影视局','department',NULL,'2018-11-11',55,'2018年上海市机构改革（以11月11日动员部署之日为准）',21);
INSERT INTO "department" VALUES(22,'市卫生健康委','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',22);
INSERT INTO "department" VALUES(23,'市审计局','department',NULL,NULL,NULL,NULL,23);
INSERT INTO "department" VALUES(24,'市政府外办','department',NULL,NULL,NULL,NULL,24);
INSERT INTO "department" VALUES(25,'市国资委','department',NULL,NULL,NULL,NULL,25);
INSERT INTO "department" VALUES(26,'市税务局','department',NULL,NULL,NULL,'国税地税征管体制改革：省级新税务机构2018年6月15日挂牌；此前市地税局与市国税局合署',26);
INSERT INTO "department" VALUES(27,'市工商局','department',NULL,'2018-11-11',54,'2018年上海市机构改革（以11月11日动员部署之日为准）',27);
INSERT INTO "department" VALUES(28,'市质量技监局','department',NULL,'2018-11-11',54,'2018年上海市机构改革（以11月11日动员部署之日为准）',28);
INSERT INTO "department" VALUES(29,'市食品药品监管局','department',NULL,'2018-11-11',54,'2018年上海市机构改革（以11月11日动员部署之日为准）；药品监管职责由市药品监管局承担',29);
INSERT INTO "department" VALUES(30,'市统计局','department',NULL,NULL,NULL,NULL,30);
INSERT INTO "department" VALUES(31,'市新闻出版局','department',NULL,'2018-11-11',65,'2018年上海市机构改革（以11月11日动员部署之日为准）：职责划入市委宣传部，对外保留牌子',31);
INSERT INTO "department" VALUES(32,'市体育局','department',NULL,NULL,NULL,NULL,32);
INSERT INTO "department" VALUES(33,'市旅游局','department',NULL,'2018-11-11',55,'2018年上海市机构改革（以11月11日动员部署之日为准）',33);
INSERT INTO "department" VALUES(34,'市知识产权局','department',NULL,NULL,NULL,NULL,34);
INSERT INTO "department" VALUES(35,'市绿化市容局','department',NULL,NULL,NULL,NULL,35);
INSERT INTO "department" VALUES(36,'市应急管理局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',36);
INSERT INTO "department" VALUES(37,'市机管局','department',NULL,NULL,NULL,NULL,37);
INSERT INTO "department" VALUES(38,'市民防办','department',NULL,NULL,NULL,NULL,38);
INSERT INTO "department" VALUES(39,'市政府合作交流办','department',NULL,NULL,NULL,NULL,39);
INSERT INTO "department" VALUES(40,'市政府侨办','department',NULL,'2018-11-11',66,'2018年上海市机构改革（以11月11日动员部署之日为准）：职责划入市委统战部，对外保留牌子',40);
INSERT INTO "department" VALUES(41,'市政府法制办','department',NULL,'2018-11-11',12,'2018年上海市机构改革（以11月11日动员部署之日为准）：与原市司法局的职责整合，重新组建市司法局',41);
INSERT INTO "department" VALUES(42,'市政府研究室','department',NULL,NULL,NULL,NULL,42);
INSERT INTO "department" VALUES(43,'市地方金融监管局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',43);
INSERT INTO "department" VALUES(44,'市口岸办','department',NULL,'2018-11-11',4,'2018年上海市机构改革（以11月11日动员部署之日为准）：职责并入市商务委，对外保留牌子',44);
INSERT INTO "department" VALUES(45,'市住房保障房屋管理局','department',NULL,'2015-09-01',15,'2015年机构调整：职责并入市住房城乡建设管理委（月份为准）',45);
INSERT INTO "department" VALUES(46,'市信访办','department',NULL,NULL,NULL,NULL,46);
INSERT INTO "department" VALUES(47,'市物价局','department',NULL,'2018-11-11',2,'2018年上海市机构改革（以11月11日动员部署之日为准）：定价等职责归市发展改革委，价格监督检查归市市场监管局',47);
INSERT INTO "department" VALUES(48,'市粮食物资储备局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',48);
INSERT INTO "department" VALUES(49,'市监狱局','department',NULL,NULL,NULL,NULL,49);
INSERT INTO "department" VALUES(50,'市戒毒局','department',NULL,NULL,NULL,NULL,50);
INSERT INTO "department" VALUES(51,'市社团局','department',NULL,NULL,NULL,NULL,51);
INSERT INTO "department" VALUES(52,'市公务员局','department',NULL,'2018-11-11',64,'2018年上海市机构改革（以11月11日动员部署之日为准）：公务员管理职责划入市委组织部，对外保留牌子',52);
INSERT INTO "department" VALUES(53,'市城管执法局','department',NULL,NULL,NULL,NULL,53);
INSERT INTO "department" VALUES(54,'市市场监管局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：由市工商局、市质量技监局、市食品药品监管局等的职责组建',54);
INSERT INTO "department" VALUES(55,'市文化旅游局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：由市文广影视局、市旅游局的职责组建',55);
INSERT INTO "department" VALUES(56,'市退役军人局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',56);
INSERT INTO "department" VALUES(57,'市医保局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',57);
INSERT INTO "department" VALUES(58,'市药品监管局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：由市市场监管局管理',58);
INSERT INTO "department" VALUES(59,'市房屋管理局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：由市住房城乡建设管理委管理',59);
INSERT INTO "department" VALUES(60,'市道路运输局','department','2018-11-11',NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：由市交通委管理',60);
INSERT INTO "department" VALUES(61,'市委办公厅','party',NULL,NULL,NULL,NULL,61);
INSERT INTO "department" VALUES(62,'市纪委','party',NULL,NULL,NULL,NULL,62);
INSERT INTO "department" VALUES(63,'市监委','party','2018-01-30',NULL,NULL,'国家监察体制改革：2018年1月市人民代表大会产生（月份为准）',63);
INSERT INTO "department" VALUES(64,'市委组织部','party',NULL,NULL,NULL,NULL,64);
INSERT INTO "department" VALUES(65,'市委宣传部','party',NULL,NULL,NULL,NULL,65);
INSERT INTO "department" VALUES(66,'市委统战部','party',NULL,NULL,NULL,NULL,66);
INSERT INTO "department" VALUES(67,'市委政法委','party',NULL,NULL,NULL,NULL,67);
INSERT INTO "department" VALUES(68,'市委网信办','party',NULL,NULL,NULL,NULL,68);
INSERT INTO "department" VALUES(69,'市委编办','party',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）',69);
INSERT INTO "department" VALUES(70,'市审改办','party',NULL,NULL,NULL,NULL,70);
INSERT INTO "department" VALUES(71,'市政府新闻办','party',NULL,NULL,NULL,NULL,71);
INSERT INTO "department" VALUES(72,'市保密局','party',NULL,NULL,NULL,NULL,72);
INSERT INTO "department" VALUES(73,'市密码管理局','party',NULL,NULL,NULL,NULL,73);
INSERT INTO "department" VALUES(74,'市委台办','party',NULL,NULL,NULL,NULL,74);
INSERT INTO "department" VALUES(75,'市档案局','party',NULL,NULL,NULL,NULL,75);
INSERT INTO "department" VALUES(76,'自贸试验区管委会','committee','2013-09-29',NULL,NULL,'中国（上海）自由贸易试验区2013年9月29日挂牌',76);
INSERT INTO "department" VALUES(77,'虹桥商务区管委会','committee',NULL,NULL,NULL,NULL,77);
INSERT INTO "department" VALUES(78,'张江高新区管委会','committee',NULL,NULL,NULL,NULL,78);
INSERT INTO "department" VALUES(79,'国际旅游度假区管委会','committee',NULL,NULL,NULL,NULL,79);
INSERT INTO "department" VALUES(80,'化学工业区管委会','committee',NULL,NULL,NULL,NULL,80);
INSERT INTO "department" VALUES(81,'临港地区管委会','committee',NULL,NULL,NULL,NULL,81);
INSERT INTO "department" VALUES(82,'上海行政学院','institution',NULL,NULL,NULL,NULL,82);
INSERT INTO "department" VALUES(83,'市申康医院发展中心','institution',NULL,NULL,NULL,NULL,83);
INSERT INTO "department" VALUES(84,'市公务网管理中心','institution',NULL,NULL,NULL,NULL,84);
INSERT INTO "department" VALUES(85,'市公众信息网管理中心','institution',NULL,NULL,NULL,NULL,85);
INSERT INTO "department" VALUES(86,'“12345”市民服务热线管理办公室','institution',NULL,NULL,NULL,NULL,86);
INSERT INTO "department" VALUES(87,'市政府发展研究中心','institution',NULL,NULL,NULL,NULL,87);
INSERT INTO "department" VALUES(88,'市政府参事室','institution',NULL,NULL,NULL,NULL,88);
INSERT INTO "department" VALUES(89,'市医保办','institution',NULL,'2018-11-11',57,'2018年上海市机构改革（以11月11日动员部署之日为准）：医疗保险职责归市医保局',89);
INSERT INTO "department" VALUES(90,'市公积金管理中心','institution',NULL,NULL,NULL,NULL,90);
INSERT INTO "department" VALUES(91,'市大数据中心','institution','2018-04-12',NULL,NULL,'2018年4月12日揭牌',91);
INSERT INTO "department" VALUES(92,'市通信管理局','institution',NULL,NULL,NULL,NULL,92);
INSERT INTO "department" VALUES(93,'市邮政管理局','institution',NULL,NULL,NULL,NULL,93);
INSERT INTO "department" VALUES(94,'市气象局','institution',NULL,NULL,NULL,NULL,94);
INSERT INTO "department" VALUES(95,'市总工会','organisation',NULL,NULL,NULL,NULL,95);
INSERT INTO "department" VALUES(96,'团市委','organisation',NULL,NULL,NULL,NULL,96);
INSERT INTO "department" VALUES(97,'市妇联','organisation',NULL,NULL,NULL,NULL,97);
INSERT INTO "department" VALUES(98,'市科协','organisation',NULL,NULL,NULL,NULL,98);
INSERT INTO "department" VALUES(99,'市残联','organisation',NULL,NULL,NULL,NULL,99);
INSERT INTO "department" VALUES(100,'市侨联','organisation',NULL,NULL,NULL,NULL,100);
INSERT INTO "department" VALUES(101,'市工商联','organisation',NULL,NULL,NULL,NULL,101);
INSERT INTO "department" VALUES(102,'市红十字会','organisation',NULL,NULL,NULL,NULL,102);
INSERT INTO "department" VALUES(103,'浦东新区','district',NULL,NULL,NULL,NULL,103);
INSERT INTO "department" VALUES(104,'黄浦区','district',NULL,NULL,NULL,NULL,104);
INSERT INTO "department" VALUES(105,'徐汇区','district',NULL,NULL,NULL,NULL,105);
INSERT INTO "department" VALUES(106,'长宁区','district',NULL,NULL,NULL,NULL,106);
INSERT INTO "department" VALUES(107,'静安区','district',NULL,NULL,NULL,NULL,107);
INSERT INTO "department" VALUES(108,'普陀区','district',NULL,NULL,NULL,NULL,108);
INSERT INTO "department" VALUES(109,'闸北区','district',NULL,'2015-11-04',107,'国务院2015年批复调整部分行政区划，11月4日宣布撤销闸北区、静安区，设立新的静安区',109);
INSERT INTO "department" VALUES(110,'虹口区','district',NULL,NULL,NULL,NULL,110);
INSERT INTO "department" VALUES(111,'杨浦区','district',NULL,NULL,NULL,NULL,111);
INSERT INTO "department" VALUES(112,'闵行区','district',NULL,NULL,NULL,NULL,112);
INSERT INTO "department" VALUES(113,'宝山区','district',NULL,NULL,NULL,NULL,113);
INSERT INTO "department" VALUES(114,'嘉定区','district',NULL,NULL,NULL,NULL,114);
INSERT INTO "department" VALUES(115,'金山区','district',NULL,NULL,NULL,NULL,115);
INSERT INTO "department" VALUES(116,'松江区','district',NULL,NULL,NULL,NULL,116);
INSERT INTO "department" VALUES(117,'青浦区','district',NULL,NULL,NULL,NULL,117);
INSERT INTO "department" VALUES(118,'奉贤区','district',NULL,NULL,NULL,NULL,118);
INSERT INTO "department" VALUES(119,'崇明区','district',NULL,NULL,NULL,'国务院2016年批复崇明撤县设区，7月22日宣布',119);
CREATE TABLE department_name (
	id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	form VARCHAR(20) NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	CONSTRAINT pk_department_name PRIMARY KEY (id), 
	CONSTRAINT ck_department_name_form CHECK (form IN ('short', 'full', 'alias')), 
	CONSTRAINT fk_department_name_department_id_department FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT uq_department_name_name UNIQUE (name)
);
INSERT INTO "department_name" VALUES(1,1,'上海市人民政府办公厅','full',NULL,NULL);
INSERT INTO "department_name" VALUES(2,1,'市政府办公厅','short',NULL,NULL);
INSERT INTO "department_name" VALUES(3,1,'市府办公厅','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(4,1,'市人民政府办公厅','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(5,2,'上海市发展和改革委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(6,2,'市发展改革委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(7,2,'市发改委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(8,2,'发改委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(9,2,'发展改革委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(10,2,'市发展和改革委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(11,3,'上海市经济和信息化委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(12,3,'市经济信息化委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(13,3,'市经信委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(14,3,'经信委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(15,3,'市经济和信息化委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(16,3,'上海市经信委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(17,3,'上海市经济信息化委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(18,3,'市经济和信息化委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(19,4,'上海市商务委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(20,4,'市商务委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(21,4,'商务委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(22,4,'市商务委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(23,5,'上海市教育委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(24,5,'市教委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(25,5,'教委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(26,5,'市教育委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(27,6,'上海市科学技术委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(28,6,'市科委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(29,6,'科委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(30,6,'市科学技术委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(31,7,'上海市民族和宗教事务委员会','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(32,7,'市民族宗教委','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(33,7,'上海市民族和宗教事务局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(34,7,'市民族宗教局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(35,7,'市民宗委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(36,7,'民宗委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(37,7,'市民宗局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(38,7,'市民族和宗教事务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(39,7,'市民族和宗教事务委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(40,8,'上海市公安局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(41,8,'市公安局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(42,9,'上海市国家安全局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(43,9,'市国家安全局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(44,10,'上海市监察局','full',NULL,'2018-01-30');
INSERT INTO "department_name" VALUES(45,10,'市监察局','short',NULL,'2018-01-30');
INSERT INTO "department_name" VALUES(46,11,'上海市民政局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(47,11,'市民政局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(48,12,'上海市司法局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(49,12,'市司法局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(50,13,'上海市财政局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(51,13,'市财政局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(52,14,'上海市人力资源和社会保障局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(53,14,'市人力资源社会保障局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(54,14,'市人社局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(55,14,'人社局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(56,14,'市人力资源和社保局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(57,14,'市人力资源和社会保障局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(58,15,'上海市城乡建设和管理委员会','full',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(59,15,'市建设管理委','short',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(60,15,'上海市住房和城乡建设管理委员会','full','2015-09-01',NULL);
INSERT INTO "department_name" VALUES(61,15,'市住房城乡建设管理委','short','2015-09-01',NULL);
INSERT INTO "department_name" VALUES(62,15,'市住建委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(63,15,'住建委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(64,15,'市建管委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(65,15,'市住房和城乡建设管理委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(66,15,'市住房城乡建设委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(67,15,'市住房和城乡建设管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(68,15,'市城乡建设和管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(69,16,'上海市交通委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(70,16,'市交通委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(71,16,'交通委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(72,16,'市交通委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(73,17,'上海市农业委员会','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(74,17,'市农委','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(75,17,'上海市农业农村委员会','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(76,17,'市农业农村委','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(77,17,'市农业农村委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(78,17,'市农业委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(79,18,'上海市环境保护局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(80,18,'市环保局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(81,18,'上海市生态环境局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(82,18,'市生态环境局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(83,18,'市环境保护局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(84,19,'上海市规划和国土资源管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(85,19,'市规划国土资源局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(86,19,'上海市规划和自然资源局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(87,19,'市规划资源局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(88,19,'市规土局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(89,19,'市规划国土局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(90,19,'市规资局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(91,19,'市规划和国土资源局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(92,19,'市规划和自然资源局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(93,19,'市规划和国土资源管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(94,20,'上海市水务局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(95,20,'市水务局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(96,20,'市海洋局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(97,20,'上海市海洋局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(98,21,'上海市文化广播影视管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(99,21,'市文广影视局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(100,21,'市文广局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(101,21,'市文化广播影视管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(102,22,'上海市卫生和计划生育委员会','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(103,22,'市卫生计生委','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(104,22,'上海市卫生健康委员会','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(105,22,'市卫生健康委','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(106,22,'市卫计委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(107,22,'卫计委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(108,22,'市卫健委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(109,22,'卫健委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(110,22,'市卫生和计划生育委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(111,22,'市卫生健康委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(112,22,'市卫生和计划生育委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(113,23,'上海市审计局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(114,23,'市审计局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(115,24,'上海市人民政府外事办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(116,24,'市政府外办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(117,24,'市外办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(118,24,'市外事办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(119,24,'市人民政府外事办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(120,25,'上海市国有资产监督管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(121,25,'市国资委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(122,25,'国资委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(123,25,'市国有资产监督管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(124,26,'上海市地方税务局','full',NULL,'2018-06-15');
INSERT INTO "department_name" VALUES(125,26,'市地税局','short',NULL,'2018-06-15');
INSERT INTO "department_name" VALUES(126,26,'国家税务总局上海市税务局','full','2018-06-15',NULL);
INSERT INTO "department_name" VALUES(127,26,'市税务局','short','2018-06-15',NULL);
INSERT INTO "department_name" VALUES(128,26,'上海市税务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(129,26,'市国税局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(130,26,'上海市国家税务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(131,26,'市地方税务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(132,27,'上海市工商行政管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(133,27,'市工商局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(134,27,'市工商行政管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(135,28,'上海市质量技术监督局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(136,28,'市质量技监局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(137,28,'市质监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(138,28,'市质量技术监督局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(139,29,'上海市食品药品监督管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(140,29,'市食品药品监管局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(141,29,'市食药监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(142,29,'市食品药品监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(143,30,'上海市统计局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(144,30,'市统计局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(145,31,'上海市新闻出版局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(146,31,'市新闻出版局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(147,31,'市版权局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(148,31,'上海市版权局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(149,32,'上海市体育局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(150,32,'市体育局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(151,33,'上海市旅游局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(152,33,'市旅游局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(153,34,'上海市知识产权局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(154,34,'市知识产权局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(155,35,'上海市绿化和市容管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(156,35,'市绿化市容局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(157,35,'市绿化和市容局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(158,35,'市绿化市容管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(159,35,'市林业局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(160,35,'上海市林业局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(161,35,'市绿化和市容管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(162,36,'上海市安全生产监督管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(163,36,'市安全监管局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(164,36,'上海市应急管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(165,36,'市应急管理局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(166,36,'市应急局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(167,36,'市安监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(168,36,'市安全生产监管局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(169,36,'市安全生产监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(170,37,'上海市机关事务管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(171,37,'市机管局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(172,37,'市机关事务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(173,37,'市机关事务管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(174,38,'上海市民防办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(175,38,'市民防办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(176,38,'市民防办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(177,39,'上海市人民政府合作交流办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(178,39,'市政府合作交流办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(179,39,'市合作交流办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(180,39,'市人民政府合作交流办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(181,40,'上海市人民政府侨务办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(182,40,'市政府侨办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(183,40,'市侨办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(184,40,'市人民政府侨务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(185,41,'上海市人民政府法制办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(186,41,'市政府法制办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(187,41,'市法制办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(188,41,'市人民政府法制办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(189,42,'上海市人民政府研究室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(190,42,'市政府研究室','short',NULL,NULL);
INSERT INTO "department_name" VALUES(191,42,'市人民政府研究室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(192,43,'上海市金融服务办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(193,43,'市金融办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(194,43,'上海市地方金融监督管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(195,43,'市地方金融监管局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(196,43,'市金融局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(197,43,'市金融工作局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(198,43,'上海市金融工作局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(199,43,'市金融服务办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(200,43,'市地方金融监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(201,43,'市金融服务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(202,44,'上海市口岸服务办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(203,44,'市口岸办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(204,44,'市口岸服务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(205,45,'上海市住房保障和房屋管理局','full',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(206,45,'市住房保障房屋管理局','short',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(207,45,'市住房保障和房屋管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(208,46,'上海市人民政府信访办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(209,46,'市信访办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(210,46,'上海市信访办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(211,46,'上海市信访办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(212,46,'市政府信访办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(213,46,'市委市政府信访办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(214,46,'市人民政府信访办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(215,47,'上海市物价局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(216,47,'市物价局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(217,48,'上海市粮食局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(218,48,'市粮食局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(219,48,'上海市粮食和物资储备局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(220,48,'市粮食物资储备局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(221,48,'市粮食和物资储备局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(222,49,'上海市监狱管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(223,49,'市监狱局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(224,49,'市监狱管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(225,50,'上海市戒毒管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(226,50,'市戒毒局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(227,50,'市戒毒管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(228,51,'上海市社会团体管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(229,51,'市社团局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(230,51,'市社会组织管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(231,51,'上海市社会组织管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(232,51,'市社会团体管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(233,52,'上海市公务员局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(234,52,'市公务员局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(235,53,'上海市城市管理行政执法局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(236,53,'市城管执法局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(237,53,'市城管局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(238,53,'市城市管理行政执法局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(239,54,'上海市市场监督管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(240,54,'市市场监管局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(241,54,'市场监管局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(242,54,'市市场监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(243,55,'上海市文化和旅游局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(244,55,'市文化旅游局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(245,55,'市文旅局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(246,55,'市文化和旅游局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(247,56,'上海市退役军人事务局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(248,56,'市退役军人局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(249,56,'市退役军人事务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(250,57,'上海市医疗保障局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(251,57,'市医保局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(252,57,'市医疗保障局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(253,58,'上海市药品监督管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(254,58,'市药品监管局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(255,58,'市药监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(256,58,'市药品监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(257,59,'上海市房屋管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(258,59,'市房屋管理局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(259,60,'上海市道路运输管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(260,60,'市道路运输局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(261,60,'市道路运输管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(262,61,'中共上海市委办公厅','full',NULL,NULL);
INSERT INTO "department_name" VALUES(263,61,'市委办公厅','short',NULL,NULL);
INSERT INTO "department_name" VALUES(264,62,'中共上海市纪律检查委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(265,62,'市纪委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(266,62,'中共上海市纪委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(267,63,'上海市监察委员会','full','2018-01-30',NULL);
INSERT INTO "department_name" VALUES(268,63,'市监委','short','2018-01-30',NULL);
INSERT INTO "department_name" VALUES(269,63,'市监察委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(270,63,'市监察委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(271,64,'中共上海市委组织部','full',NULL,NULL);
INSERT INTO "department_name" VALUES(272,64,'市委组织部','short',NULL,NULL);
INSERT INTO "department_name" VALUES(273,65,'中共上海市委宣传部','full',NULL,NULL);
INSERT INTO "department_name" VALUES(274,65,'市委宣传部','short',NULL,NULL);
INSERT INTO "department_name" VALUES(275,66,'中共上海市委统战部','full',NULL,NULL);
INSERT INTO "department_name" VALUES(276,66,'市委统战部','short',NULL,NULL);
INSERT INTO "department_name" VALUES(277,66,'中共上海市委统一战线工作部','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(278,67,'中共上海市委政法委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(279,67,'市委政法委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(280,67,'中共上海市委政法委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(281,68,'中共上海市委网络安全和信息化委员会办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(282,68,'市委网信办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(283,68,'市网信办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(284,68,'中共上海市委网络安全和信息化领导小组办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(285,68,'上海市互联网信息办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(286,68,'市互联网信息办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(287,69,'上海市机构编制委员会办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(288,69,'市编办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(289,69,'中共上海市委机构编制委员会办公室','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(290,69,'市委编办','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(291,70,'上海市行政审批制度改革工作领导小组办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(292,70,'市审改办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(293,70,'市行政审批制度改革工作领导小组办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(294,71,'上海市人民政府新闻办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(295,71,'市政府新闻办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(296,71,'市新闻办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(297,72,'上海市国家保密局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(298,72,'市保密局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(299,72,'市国家保密局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(300,73,'上海市密码管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(301,73,'市密码管理局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(302,74,'中共上海市委台湾工作办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(303,74,'市委台办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(304,74,'市台办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(305,74,'市政府台办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(306,74,'上海市人民政府台湾事务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(307,75,'上海市档案局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(308,75,'市档案局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(309,76,'中国（上海）自由贸易试验区管理委员会','full','2013-09-29',NULL);
INSERT INTO "department_name" VALUES(310,76,'自贸试验区管委会','short','2013-09-29',NULL);
INSERT INTO "department_name" VALUES(311,76,'上海自贸试验区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(312,76,'中国（上海）自由贸易试验区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(313,76,'自贸区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(314,76,'上海自贸区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(315,77,'上海虹桥商务区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(316,77,'虹桥商务区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(317,77,'上海虹桥商务区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(318,78,'上海市张江高新技术产业开发区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(319,78,'张江高新区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(320,78,'市张江高新区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(321,78,'上海张江高新区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(322,79,'上海国际旅游度假区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(323,79,'国际旅游度假区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(324,79,'上海国际旅游度假区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(325,80,'上海化学工业区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(326,80,'化学工业区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(327,80,'上海化学工业区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(328,80,'化工区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(329,81,'上海市临港地区开发建设管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(330,81,'临港地区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(331,81,'临港管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(332,82,'上海行政学院','short',NULL,NULL);
INSERT INTO "department_name" VALUES(333,82,'市行政学院','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(334,82,'市委党校','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(335,82,'中共上海市委党校','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(336,83,'上海申康医院发展中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(337,83,'市申康医院发展中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(338,83,'申康医院发展中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(339,83,'市申康中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(340,83,'申康中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(341,84,'上海市公务网管理中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(342,84,'市公务网管理中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(343,84,'公务网管理中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(344,85,'上海市公众信息网管理中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(345,85,'市公众信息网管理中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(346,85,'公众信息网管理中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(347,86,'上海市“12345”市民服务热线管理办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(348,86,'“12345”市民服务热线管理办公室','short',NULL,NULL);
INSERT INTO "department_name" VALUES(349,86,'12345市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(350,86,'"12345"市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(351,86,'上海市12345市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(352,86,'市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(353,86,'12345热线办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(354,86,'“12345”热线办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(355,86,'市民热线办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(356,86,'市“12345”市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(357,87,'上海市人民政府发展研究中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(358,87,'市政府发展研究中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(359,87,'市人民政府发展研究中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(360,88,'上海市人民政府参事室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(361,88,'市政府参事室','short',NULL,NULL);
INSERT INTO "department_name" VALUES(362,88,'市人民政府参事室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(363,89,'上海市医疗保险办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(364,89,'市医保办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(365,89,'市医疗保险办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(366,90,'上海市公积金管理中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(367,90,'市公积金管理中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(368,91,'上海市大数据中心','full','2018-04-12',NULL);
INSERT INTO "department_name" VALUES(369,91,'市大数据中心','short','2018-04-12',NULL);
INSERT INTO "department_name" VALUES(370,92,'上海市通信管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(371,92,'市通信管理局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(372,93,'上海市邮政管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(373,93,'市邮政管理局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(374,94,'上海市气象局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(375,94,'市气象局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(376,95,'上海市总工会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(377,95,'市总工会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(378,96,'中国共产主义青年团上海市委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(379,96,'团市委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(380,96,'共青团上海市委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(381,97,'上海市妇女联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(382,97,'市妇联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(383,97,'市妇女联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(384,98,'上海市科学技术协会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(385,98,'市科协','short',NULL,NULL);
INSERT INTO "department_name" VALUES(386,98,'市科学技术协会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(387,99,'上海市残疾人联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(388,99,'市残联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(389,99,'市残疾人联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(390,100,'上海市归国华侨联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(391,100,'市侨联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(392,100,'市归国华侨联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(393,101,'上海市工商业联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(394,101,'市工商联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(395,101,'市工商业联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(396,102,'上海市红十字会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(397,102,'市红十字会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(398,103,'上海市浦东新区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(399,103,'浦东新区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(400,103,'浦东新区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(401,103,'浦东新区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(402,104,'上海市黄浦区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(403,104,'黄浦区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(404,104,'黄浦区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(405,104,'黄浦区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(406,105,'上海市徐汇区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(407,105,'徐汇区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(408,105,'徐汇区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(409,105,'徐汇区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(410,106,'上海市长宁区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(411,106,'长宁区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(412,106,'长宁区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(413,106,'长宁区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(414,107,'上海市静安区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(415,107,'静安区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(416,107,'静安区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(417,107,'静安区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(418,108,'上海市普陀区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(419,108,'普陀区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(420,108,'普陀区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(421,108,'普陀区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(422,109,'上海市闸北区人民政府','full',NULL,'2015-11-04');
INSERT INTO "department_name" VALUES(423,109,'闸北区','short',NULL,'2015-11-04');
INSERT INTO "department_name" VALUES(424,109,'闸北区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(425,109,'闸北区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(426,110,'上海市虹口区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(427,110,'虹口区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(428,110,'虹口区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(429,110,'虹口区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(430,111,'上海市杨浦区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(431,111,'杨浦区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(432,111,'杨浦区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(433,111,'杨浦区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(434,112,'上海市闵行区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(435,112,'闵行区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(436,112,'闵行区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(437,112,'闵行区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(438,113,'上海市宝山区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(439,113,'宝山区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(440,113,'宝山区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(441,113,'宝山区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(442,114,'上海市嘉定区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(443,114,'嘉定区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(444,114,'嘉定区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(445,114,'嘉定区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(446,115,'上海市金山区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(447,115,'金山区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(448,115,'金山区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(449,115,'金山区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(450,116,'上海市松江区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(451,116,'松江区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(452,116,'松江区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(453,116,'松江区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(454,117,'上海市青浦区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(455,117,'青浦区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(456,117,'青浦区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(457,117,'青浦区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(458,118,'上海市奉贤区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(459,118,'奉贤区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(460,118,'奉贤区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(461,118,'奉贤区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(462,119,'上海市崇明县人民政府','full',NULL,'2016-07-22');
INSERT INTO "department_name" VALUES(463,119,'崇明县','short',NULL,'2016-07-22');
INSERT INTO "department_name" VALUES(464,119,'上海市崇明区人民政府','full','2016-07-22',NULL);
INSERT INTO "department_name" VALUES(465,119,'崇明区','short','2016-07-22',NULL);
INSERT INTO "department_name" VALUES(466,119,'崇明区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(467,119,'崇明区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(468,119,'崇明县政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(469,119,'崇明县人民政府','alias',NULL,NULL);
CREATE TABLE document (
	id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	text TEXT NOT NULL, 
	title TEXT NOT NULL, 
	number VARCHAR(100), 
	issuer VARCHAR(200), 
	issued_on DATE NOT NULL, 
	source TEXT, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT uq_document_sha256 UNIQUE (sha256)
);
INSERT INTO "document" VALUES(1,'0946343a3b6135b67dbe665222754220b723848aa6904edb449e0adf621b22cf','2017年本市政务服务试点工作安排

一、试点事项

1.年底前完成12个窗口的一次告知改造。（牵头部门：市政府办公厅。责任部门、单位：各区政府、市政府有关部门）

2.整理试点材料目录，6月底前公布。（责任部门：市财政局、市公安局）

3.建立试点情况月报。（责任部门：市政府办公厅）
','2017年本市政务服务试点工作安排',NULL,NULL,'2017-02-01','small.txt');
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	"key" VARCHAR(40) NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	cycle VARCHAR(20) NOT NULL, 
	document_id INTEGER NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT ck_plan_cycle CHECK (cycle IN ('weekly', 'monthly', 'quarterly')), 
	CONSTRAINT ck_plan_kind CHECK (kind IN ('annual', 'five_year', 'other')), 
	CONSTRAINT ck_plan_period CHECK (period_start <= period_end), 
	CONSTRAINT fk_plan_document_id_document FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT uq_plan_document_id UNIQUE (document_id), 
	CONSTRAINT uq_plan_key UNIQUE ("key")
);
INSERT INTO "plan" VALUES(1,'trial','2017年本市政务服务试点工作安排','annual','2017-01-01','2017-12-31','monthly',1,'2026-11-23T01:08:29.122213Z');
CREATE TABLE progress_note (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	clause_id INTEGER, 
	department_id INTEGER, 
	as_of DATE NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	percent INTEGER, 
	value DOUBLE, 
	note TEXT, 
	problem TEXT, 
	next_step TEXT, 
	evidence TEXT, 
	author VARCHAR(200) NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_progress_note PRIMARY KEY (id), 
	CONSTRAINT ck_progress_note_status CHECK (status IN ('not_started', 'in_progress', 'blocked', 'reported_done', 'verified', 'cancelled')), 
	CONSTRAINT ck_progress_note_percent CHECK (percent BETWEEN 0 AND 100), 
	CONSTRAINT fk_progress_note_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_progress_note_department_id_department FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT fk_progress_note_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_progress_note_hash UNIQUE (hash)
);
INSERT INTO "progress_note" VALUES(1,2,NULL,13,'2017-05-10','2026-11-23T01:08:29.721630Z','in_progress',40,NULL,'目录初稿已成',NULL,NULL,NULL,'甲','terminal','','4a009ef4b94ec77ebf1d39c2ea6eebd5f0175765f3cc444713805fab7d83aa6a');
INSERT INTO "progress_note" VALUES(2,2,NULL,8,'2017-05-20','2026-11-23T01:08:30.360562Z','blocked',NULL,NULL,NULL,'材料口径不一',NULL,NULL,'甲','terminal','4a009ef4b94ec77ebf1d39c2ea6eebd5f0175765f3cc444713805fab7d83aa6a','750df76621410c1042092e08a63464ab6f025dff49c4a236e622975f41d9efb7');
INSERT INTO "progress_note" VALUES(3,1,NULL,104,'2017-06-01','2026-11-23T01:08:30.845494Z','reported_done',NULL,NULL,NULL,NULL,NULL,NULL,'甲','terminal','750df76621410c1042092e08a63464ab6f025dff49c4a236e622975f41d9efb7','68cbe8d8f642c8d6b2542fd6437e576628b42443ea72dde8a5c549003fa90a28');
CREATE TABLE progress_retraction (
	id INTEGER NOT NULL, 
	note_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	author VARCHAR(200) NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_progress_retraction PRIMARY KEY (id), 
	CONSTRAINT fk_progress_retraction_note_id_progress_note FOREIGN KEY(note_id) REFERENCES progress_note (id), 
	CONSTRAINT uq_progress_retraction_hash UNIQUE (hash), 
	CONSTRAINT uq_progress_retraction_note_id UNIQUE (note_id)
);
INSERT INTO "progress_retraction" VALUES(1,3,'报错了任务','甲','2026-11-23T01:08:31.426772Z','','4db4f4f70406ad5795719f4b2e4c6d8853cb5b919bcb49947e16141df8dac808');
CREATE TABLE section (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	parent_id INTEGER, 
	position INTEGER NOT NULL, 
	level INTEGER NOT NULL, 
	label VARCHAR(40) NOT NULL, 
	title TEXT NOT NULL, 
	place_start INTEGER NOT NULL, 
	place_end INTEGER NOT NULL, 
	CONSTRAINT pk_section PRIMARY KEY (id), 
	CONSTRAINT fk_section_parent_id_section FOREIGN KEY(parent_id) REFERENCES section (id), 
	CONSTRAINT fk_section_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_section_plan_id_position UNIQUE (plan_id, position)
);
INSERT INTO "section" VALUES(1,1,NULL,1,1,'一、','试点事项',19,25);
CREATE TABLE target (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	text VARCHAR(200) NOT NULL, 
	min_value DOUBLE, 
	max_value DOUBLE, 
	unit VARCHAR(40) NOT NULL, 
	comparator VARCHAR(2), 
	place_start INTEGER NOT NULL, 
	place_end INTEGER NOT NULL, 
	CONSTRAINT pk_target PRIMARY KEY (id), 
	CONSTRAINT fk_target_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_target_task_id_position UNIQUE (task_id, position)
);
INSERT INTO "target" VALUES(1,1,1,'12个窗口',12.0,12.0,'个窗口','=',34,39);
CREATE TABLE task (
	id INTEGER NOT NULL, 
	plan_id INTEGER NOT NULL, 
	section_id INTEGER, 
	position INTEGER NOT NULL, 
	ref VARCHAR(40) NOT NULL, 
	number INTEGER, 
	label VARCHAR(40) NOT NULL, 
	title TEXT NOT NULL, 
	wording TEXT NOT NULL, 
	text TEXT NOT NULL, 
	place_start INTEGER NOT NULL, 
	place_end INTEGER NOT NULL, 
	stated_deadline DATE, 
	stated_deadline_text VARCHAR(200), 
	CONSTRAINT pk_task PRIMARY KEY (id), 
	CONSTRAINT fk_task_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_task_section_id_section FOREIGN KEY(section_id) REFERENCES section (id), 
	CONSTRAINT uq_task_plan_id_position UNIQUE (plan_id, position), 
	CONSTRAINT uq_task_plan_id_ref UNIQUE (plan_id, ref)
);
INSERT INTO "task" VALUES(1,1,1,1,'1',1,'1.','年底前完成12个窗口的一次告知改造','年底前完成12个窗口的一次告知改造。（牵头部门：市政府办公厅。责任部门、单位：各区政府、市政府有关部门）','年底前完成12个窗口的一次告知改造。',27,81,'2017-12-31','年底前');
INSERT INTO "task" VALUES(2,1,1,2,'2',2,'2.','整理试点材料目录','整理试点材料目录，6月底前公布。（责任部门：市财政局、市公安局）','整理试点材料目录，6月底前公布。',83,117,'2017-06-30','6月底前');
INSERT INTO "task" VALUES(3,1,1,3,'3',3,'3.','建立试点情况月报','建立试点情况月报。（责任部门：市政府办公厅）','建立试点情况月报。',119,143,NULL,NULL);
CREATE INDEX ix_department_name_department_id ON department_name (department_id);
CREATE INDEX ix_assignment_collective_id ON assignment (collective_id);
CREATE INDEX ix_assignment_department_id ON assignment (department_id);
CREATE INDEX ix_progress_note_as_of ON progress_note (as_of);
CREATE INDEX ix_progress_note_latest ON progress_note (task_id, department_id, as_of, id);
COMMIT;
