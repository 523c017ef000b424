BEGIN TRANSACTION;
CREATE TABLE action (
	id INTEGER NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	author VARCHAR(200) NOT NULL, 
	origin VARCHAR(200) NOT NULL, 
	command TEXT NOT NULL, 
	undoes_id INTEGER, 
	written TEXT NOT NULL, 
	"before" TEXT, 
	digests TEXT, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_action PRIMARY KEY (id), 
	CONSTRAINT fk_action_undoes_id_action FOREIGN KEY(undoes_id) REFERENCES action (id), 
	CONSTRAINT uq_action_hash UNIQUE (hash)
);
INSERT INTO "action" VALUES(1,'2031-01-12T02:00:00.000000Z','王','vm script','import w.txt --key 2032 --issued 2031-02-01',NULL,'{"collective": 10, "department": 120, "plan": 1}',NULL,'{"plan:1": "7b5e0b99f4eb5f8c309aab54cffb6ff06bf35e496586206907aa6f0e30c1669a"}','','1b4846caf94da7fafb684dc6ac54c443740fd868a60412544be4ee53ae823f83');
INSERT INTO "action" VALUES(2,'2031-01-13T02:00:00.000000Z','王','vm script','undo --yes',1,'{}',NULL,NULL,'1b4846caf94da7fafb684dc6ac54c443740fd868a60412544be4ee53ae823f83','92b5e22010f229de89ec3043303cb4307df0eee1d243396e365164ce840a7de2');
INSERT INTO "action" VALUES(3,'2031-01-14T02:00:00.000000Z','王','vm script','import p1.txt --key 2031 --issued 2031-01-10',NULL,'{"plan": 1}',NULL,'{"plan:2": "89dfeb9eb73d0de7d4dc0d0f357d480e6e8072eec5f569645caac0b5c2460d82"}','92b5e22010f229de89ec3043303cb4307df0eee1d243396e365164ce840a7de2','58b89cd6633617762f45d85a74ca5764b93119fe757dfd57b40c689540f42284');
INSERT INTO "action" VALUES(4,'2031-01-15T02:00:00.000000Z','王','vm script','depts add 市数据发展办 --basis ''沪编〔2031〕1号''',NULL,'{}','{"department": {"121": null}, "department_name": {"487": null}, "assignment": {"8": {"id": 8, "clause_id": 5, "position": 1, "role": "responsible", "word": "责任部门", "printed": "市数据发展办", "name": "市数据发展办", "kind": "department", "open_list": false, "department_id": null, "collective_id": null, "place_start": 164, "place_end": 170}}}',NULL,'58b89cd6633617762f45d85a74ca5764b93119fe757dfd57b40c689540f42284','3e89c5f2f923301f5af3c120af021e9e00ef3f7987f83a7c378c9573ce3331ea');
INSERT INTO "action" VALUES(5,'2031-01-20T02:00:00.000000Z','王','vm script','progress set 2031-1 --dept 市财政局 --value 10 --target 1 --note 接入10个',NULL,'{"progress_note": 1}',NULL,NULL,'3e89c5f2f923301f5af3c120af021e9e00ef3f7987f83a7c378c9573ce3331ea','f29d00ac594e9acee5d10dc3d40e66419f69dd662fea99c6fab8c8948573c95a');
INSERT INTO "action" VALUES(6,'2031-01-21T02:00:00.000000Z','王','vm script','progress set 2031-2 --dept 浦东新区 --percent 20 --note 开始',NULL,'{"progress_note": 1}',NULL,NULL,'f29d00ac594e9acee5d10dc3d40e66419f69dd662fea99c6fab8c8948573c95a','3f818fc6b2b5b899e819d5b5ddddf8cd3f1b7672628eda5a57120e39fa668163');
INSERT INTO "action" VALUES(7,'2031-01-22T02:00:00.000000Z','王','vm script','progress set 2031-3.1 --dept 市公安局 --status blocked --problem 没有经费',NULL,'{"progress_note": 1}',NULL,NULL,'3f818fc6b2b5b899e819d5b5ddddf8cd3f1b7672628eda5a57120e39fa668163','d3ad9dcc26784949917da20c1ae0c0d31b473ad328300f6a9f4cf19af2304530');
INSERT INTO "action" VALUES(8,'2031-01-23T02:00:00.000000Z','王','vm script','designate 2031-3 市政府有关部门 市教委 市民政局 --basis 会议纪要1号',NULL,'{"designation": 2}',NULL,'{"designation": "4477f02cefe809cbd397b6889773a2eaa401d03857a1fdd5c82d66439badffd0"}','d3ad9dcc26784949917da20c1ae0c0d31b473ad328300f6a9f4cf19af2304530','13caa89d740f4128f551e636df24a9389c34a91a3a61f6fff896ff9e42a24682');
INSERT INTO "action" VALUES(9,'2031-01-24T02:00:00.000000Z','王','vm script','progress set 2031-3.1 --dept 市教委 --percent 30',NULL,'{"progress_note": 1}',NULL,NULL,'13caa89d740f4128f551e636df24a9389c34a91a3a61f6fff896ff9e42a24682','235f3b418923492f70a6679f2e44eb3a00245c2c0fe2119fc6778952468bdea5');
INSERT INTO "action" VALUES(10,'2031-01-25T02:00:00.000000Z','王','vm script','progress set 2031-3.2 --dept 市数据发展办 --percent 40 --note 错了',NULL,'{"progress_note": 1}',NULL,NULL,'235f3b418923492f70a6679f2e44eb3a00245c2c0fe2119fc6778952468bdea5','f1d90dbe78d4c3ea20d67a254df20d97410f05abbd34d6a60e2074d795f7f879');
INSERT INTO "action" VALUES(11,'2031-01-26T02:00:00.000000Z','王','vm script','progress retract 4 --reason 报错了',NULL,'{"progress_retraction": 1}',NULL,NULL,'f1d90dbe78d4c3ea20d67a254df20d97410f05abbd34d6a60e2074d795f7f879','bbe90824b25360ee97ed1dc95d86626858eb418edf66fd185d3a82b1b674f22d');
INSERT INTO "action" VALUES(12,'2031-01-27T02:00:00.000000Z','王','vm script','progress set 2031-1 --dept 市公安局 --percent 50 --note 撤回的',NULL,'{"progress_note": 1}',NULL,NULL,'bbe90824b25360ee97ed1dc95d86626858eb418edf66fd185d3a82b1b674f22d','794ddfe51f5de69c892e2db567709349ed49585f267eae0ab73d82a953292fe2');
INSERT INTO "action" VALUES(13,'2031-01-28T02:00:00.000000Z','王','vm script','undo --yes',12,'{}',NULL,NULL,'794ddfe51f5de69c892e2db567709349ed49585f267eae0ab73d82a953292fe2','2e71ced95271763120f97a5c59dc50dbddb1c7c174c3f8cda138365534d2e882');
INSERT INTO "action" VALUES(14,'2031-02-01T02:00:00.000000Z','王','vm script','extend 2031-3.1 --until 2031-08-31 --reason 批示2号',NULL,'{"extension": 1}',NULL,'{"extension": "6858efd859cd2d7e21655ca25941460f44456e50a26875915f19c54bf1ea1f26"}','2e71ced95271763120f97a5c59dc50dbddb1c7c174c3f8cda138365534d2e882','bd3a40b720318eb0c5064c1e6a2ce48f29a41db97bdbb0691b78c04347fb47b5');
INSERT INTO "action" VALUES(15,'2031-02-02T02:00:00.000000Z','王','vm script','assign-lead 2031-3.1 市公安局 --basis 批示3号',NULL,'{"assigned_lead": 1}',NULL,'{"assigned_lead": "e7908977fa7cabcd8a0e8040fe48ce26eec378c6a9da26fe26e59ab796ccdb14"}','bd3a40b720318eb0c5064c1e6a2ce48f29a41db97bdbb0691b78c04347fb47b5','119045f9888284ddb7c0ab61bd011d6aa0ba60281a81672bbbb18b51660a829d');
INSERT INTO "action" VALUES(16,'2031-02-10T02:00:00.000000Z','王','vm script','import p2.txt --key 2031 --issued 2031-01-10 --replace',NULL,'{}','{"task": {"2": {"id": 2, "plan_id": 2, "section_id": 1, "position": 1, "ref": "1", "number": 1, "label": "1.", "title": "整合20个业务系统", "wording": "整合20个业务系统，接入300个共享接口。（牵头部门：市财政局。责任部门：市公安局、市民政局）", "text": "整合20个业务系统，接入300个共享接口。", "place_start": 41, "place_end": 90, "stated_deadline": null, "stated_deadline_text": null}, "3": {"id": 3, "plan_id": 2, "section_id": 1, "position": 2, "ref": "2", "number": 2, "label": "2.", "title": "各单位建立月报", "wording": "各单位建立月报。（责任部门：各区政府）", "text": "各单位建立月报。", "place_start": 92, "place_end": 113, "stated_deadline": null, "stated_deadline_text": null}, "4": {"id": 4, "plan_id": 2, "section_id": 2, "position": 3, "ref": "3", "number": 3, "label": "3.", "title": "月底前完成检查", "wording": "6月底前完成检查。（责任部门：市政府有关部门、市公安局）培训100人。（责任部门：市数据发展办）", "text": "6月底前完成检查。培训100人。", "place_start": 121, "place_end": 171, "stated_deadline": "2031-06-30", "stated_deadline_text": "6月底前"}, "5": {"id": 5, "plan_id": 2, "section_id": 2, "position": 4, "ref": "4", "number": 4, "label": "4.", "title": "开展宣传", "wording": "开展宣传。（责任部门：市民政局）", "text": "开展宣传。", "place_start": 173, "place_end": 191, "stated_deadline": null, "stated_deadline_text": null}}, "target": {"1": {"id": 1, "task_id": 2, "position": 1, "text": "20个业务系统", "min_value": 20.0, "max_value": 20.0, "unit": "个业务系统", "comparator": "=", "place_start": 45, "place_end": 52}, "2": {"id": 2, "task_id": 2, "position": 2, "text": "300个共享", "min_value": 300.0, "max_value": 300.0, "unit": "个共享", "comparator": "=", "place_start": 55, "place_end": 61}, "3": {"id": 3, "task_id": 4, "position": 1, "text": "100人", "min_value": 100.0, "max_value": 100.0, "unit": "人", "comparator": "=", "place_start": 153, "place_end": 157}, "4": null}, "assignment": {"2": {"id": 2, "clause_id": 2, "position": 1, "role": "lead", "word": "牵头部门", "printed": "市财政局", "name": "市财政局", "kind": "department", "open_list": false, "department_id": 13, "collective_id": null, "place_start": 70, "place_end": 74}, "3": {"id": 3, "clause_id": 2, "position": 2, "role": "responsible", "word": "责任部门", "printed": "市公安局", "name": "市公安局", "kind": "department", "open_list": false, "department_id": 8, "collective_id": null, "place_start": 80, "place_end": 84}, "4": {"id": 4, "clause_id": 2, "position": 3, "role": "responsible", "word": "责任部门", "printed": "市民政局", "name": "市民政局", "kind": "department", "open_list": false, "department_id": 11, "collective_id": null, "place_start": 85, "place_end": 89}, "5": {"id": 5, "clause_id": 3, "position": 1, "role": "responsible", "word": "责任部门", "printed": "各区政府", "name": "各区政府", "kind": "universal", "open_list": false, "department_id": null, "collective_id": 1, "place_start": 108, "place_end": 112}, "6": {"id": 6, "clause_id": 4, "position": 1, "role": "responsible", "word": "责任部门", "printed": "市政府有关部门", "name": "市政府有关部门", "kind": "indefinite", "open_list": false, "department_id": null, "collective_id": 4, "place_start": 138, "place_end": 145}, "7": {"id": 7, "clause_id": 4, "position": 2, "role": "responsible", "word": "责任部门", "printed": "市公安局", "name": "市公安局", "kind": "department", "open_list": false, "department_id": 8, "collective_id": null, "place_start": 146, "place_end": 150}, "8": {"id": 8, "clause_id": 5, "position": 1, "role": "responsible", "word": "责任部门", "printed": "市数据发展办", "name": "市数据发展办", "kind": "department", "open_list": false, "department_id": 121, "collective_id": null, "place_start": 164, "place_end": 170}, "9": {"id": 9, "clause_id": 6, "position": 1, "role": "responsible", "word": "责任部门", "printed": "市民政局", "name": "市民政局", "kind": "department", "open_list": false, "department_id": 11, "collective_id": null, "place_start": 186, "place_end": 190}, "10": null}, "block": {"4": {"id": 4, "document_id": 2, "position": 1, "kind": "preamble", "place_start": 0, "place_end": 16, "task_id": null, "section_id": null}, "5": {"id": 5, "document_id": 2, "position": 2, "kind": "furniture", "place_start": 16, "place_end": 33, "task_id": null, "section_id": null}, "6": {"id": 6, "document_id": 2, "position": 3, "kind": "heading", "place_start": 33, "place_end": 41, "task_id": null, "section_id": 1}, "7": {"id": 7, "document_id": 2, "position": 4, "kind": "task", "place_start": 41, "place_end": 92, "task_id": 2, "section_id": null}, "8": {"id": 8, "document_id": 2, "position": 5, "kind": "task", "place_start": 92, "place_end": 115, "task_id": 3, "section_id": null}, "9": {"id": 9, "document_id": 2, "position": 6, "kind": "heading", "place_start": 115, "place_end": 121, "task_id": null, "section_id": 2}, "10": {"id": 10, "document_id": 2, "position": 7, "kind": "task", "place_start": 121, "place_end": 173, "task_id": 4, "section_id": null}, "11": {"id": 11, "document_id": 2, "position": 8, "kind": "task", "place_start": 173, "place_end": 192, "task_id": 5, "section_id": null}}, "section": {"2": {"id": 2, "plan_id": 2, "parent_id": null, "position": 2, "level": 1, "label": "二、", "title": "安全", "place_start": 115, "place_end": 119}, "1": {"id": 1, "plan_id": 2, "parent_id": null, "position": 1, "level": 1, "label": "一、", "title": "共建共享", "place_start": 33, "place_end": 39}}, "plan": {"2": {"id": 2, "key": "2031", "title": "2031年市电子政务工作要点", "kind": "annual", "period_start": "2031-01-01", "period_end": "2031-12-31", "cycle": "monthly", "document_id": 2, "recorded_at": "2031-01-14T02:00:00.000000Z", "action_id": 3}}, "clause": {"2": {"id": 2, "task_id": 2, "number": 1, "text": "整合20个业务系统，接入300个共享接口。", "printed": "（牵头部门：市财政局。责任部门：市公安局、市民政局）", "place_start": 64, "place_end": 90, "stated_deadline": null, "stated_deadline_text": null}, "3": {"id": 3, "task_id": 3, "number": 1, "text": "各单位建立月报。", "printed": "（责任部门：各区政府）", "place_start": 102, "place_end": 113, "stated_deadline": null, "stated_deadline_text": null}, "4": {"id": 4, "task_id": 4, "number": 1, "text": "6月底前完成检查。", "printed": "（责任部门：市政府有关部门、市公安局）", "place_start": 132, "place_end": 151, "stated_deadline": null, "stated_deadline_text": null}, "5": {"id": 5, "task_id": 4, "number": 2, "text": "培训100人。", "printed": "（责任部门：市数据发展办）", "place_start": 158, "place_end": 171, "stated_deadline": null, "stated_deadline_text": null}, "6": {"id": 6, "task_id": 5, "number": 1, "text": "开展宣传。", "printed": "（责任部门：市民政局）", "place_start": 180, "place_end": 191, "stated_deadline": null, "stated_deadline_text": null}}}','{"plan:2": "ddefd2bee3fe85ec1e26387bb1ce40f6f28df202e21f6800091817ef8645e3df"}','119045f9888284ddb7c0ab61bd011d6aa0ba60281a81672bbbb18b51660a829d','39e818880b0e7884ac76f50438a2ece1c576633d2b53e98cc3d8673606c0cdec');
INSERT INTO "action" VALUES(17,'2031-02-12T02:00:00.000000Z','王','vm script','progress set 2031-1 --dept 市公安局 --value 11 --target 2 --note 整合11个',NULL,'{"progress_note": 1}',NULL,NULL,'39e818880b0e7884ac76f50438a2ece1c576633d2b53e98cc3d8673606c0cdec','686644e298eb649ecf4726191b3a34000d37d0fed28d83aae701be3a3bd5fb32');
INSERT INTO "action" VALUES(18,'2031-02-16T02:00:00.000000Z','王','vm script','leader import l.toml',NULL,'{"division": 1}',NULL,'{"division": "e1d5b9276680eac6d6e06f55c2c3d90cc1fe4cf399a14345f93d6a79ac31cbb3"}','686644e298eb649ecf4726191b3a34000d37d0fed28d83aae701be3a3bd5fb32','6171622c7fed5f193ced9223f96928fee3b4dd7d3d31fb136a9ed90c84cce5ff');
INSERT INTO "action" VALUES(19,'2031-02-20T02:00:00.000000Z','王','vm script','import w.txt --key 2032 --issued 2031-02-01',NULL,'{"plan": 1}','{"plan": {"1": {"id": 1, "key": "2032~2", "title": "2032年市政务公开要点", "kind": "annual", "period_start": "2032-01-01", "period_end": "2032-12-31", "cycle": "monthly", "document_id": 1, "recorded_at": "2031-01-12T02:00:00.000000Z", "action_id": 1}}}','{"plan:1": "7b5e0b99f4eb5f8c309aab54cffb6ff06bf35e496586206907aa6f0e30c1669a"}','6171622c7fed5f193ced9223f96928fee3b4dd7d3d31fb136a9ed90c84cce5ff','120dcccf49079a54898fa1b53a2da75e708e39ee418cfd581bbcd82de39a74bd');
INSERT INTO "action" VALUES(20,'2031-02-21T02:00:00.000000Z','王','vm script','progress set 2032-1 --dept 市政府办公厅 --status completed --note 建成',NULL,'{"progress_note": 1}',NULL,NULL,'120dcccf49079a54898fa1b53a2da75e708e39ee418cfd581bbcd82de39a74bd','ca8f87ca4113a20d6f2d9bc2584fe9ffb4b203ed73252ca74ba4b3e22f867dc1');
INSERT INTO "action" VALUES(21,'2031-02-22T02:00:00.000000Z','王','vm script','progress verify 2032-1 --dept 市政府办公厅',NULL,'{"progress_note": 1}',NULL,NULL,'ca8f87ca4113a20d6f2d9bc2584fe9ffb4b203ed73252ca74ba4b3e22f867dc1','8938bbb15d80ef91fdb44e68df61e50380b2e9fd2591386eec5a70bfb4eab625');
INSERT INTO "action" VALUES(22,'2031-03-01T02:00:00.000000Z','王','vm script','depts rename 市民政局 市民政社会局 --full 上海市民政社会局 --date 2031-03-15 --basis 改名文件',NULL,'{}','{"department_name": {"47": {"id": 47, "department_id": 11, "name": "市民政局", "form": "short", "valid_from": null, "valid_to": null}, "46": {"id": 46, "department_id": 11, "name": "上海市民政局", "form": "full", "valid_from": null, "valid_to": null}, "488": null, "489": null}, "department": {"11": {"id": 11, "name": "市民政局", "kind": "department", "valid_from": null, "valid_to": null, "successor_id": null, "basis": null, "position": 11}}}',NULL,'8938bbb15d80ef91fdb44e68df61e50380b2e9fd2591386eec5a70bfb4eab625','db8c2a887fb764406f05d9e6a7bb650be29cf1a1009138bcbc4278f6da4ac865');
INSERT INTO "action" VALUES(23,'2031-03-02T02:00:00.000000Z','王','vm script','depts alias 市民政社会局 社会局 --basis 口头',NULL,'{}','{"department": {"11": {"id": 11, "name": "市民政社会局", "kind": "department", "valid_from": null, "valid_to": null, "successor_id": null, "basis": "2031-03-15 改名文件", "position": 11}}, "department_name": {"490": null}}',NULL,'db8c2a887fb764406f05d9e6a7bb650be29cf1a1009138bcbc4278f6da4ac865','fb02030d92d33b047b5557bf8ac5255ce0d8c184d6e3720234ce708164eba244');
INSERT INTO "action" VALUES(24,'2031-03-20T02:00:00.000000Z','王','vm script','progress set 2031-1 --dept 市民政社会局 --percent 60 --note 过半',NULL,'{"progress_note": 1}',NULL,NULL,'fb02030d92d33b047b5557bf8ac5255ce0d8c184d6e3720234ce708164eba244','4c90ca368f158e5c71ef22eddad071e3aedce2e9e790ac7c6451c5d37f9f6216');
INSERT INTO "action" VALUES(25,'2031-04-01T02:00:00.000000Z','王','vm script','depts merge 市教委 --into 市公安局 --date 2031-04-01 --basis 合并文件',NULL,'{}','{"department_name": {"23": {"id": 23, "department_id": 5, "name": "上海市教育委员会", "form": "full", "valid_from": null, "valid_to": null}, "24": {"id": 24, "department_id": 5, "name": "市教委", "form": "short", "valid_from": null, "valid_to": null}}, "department": {"5": {"id": 5, "name": "市教委", "kind": "department", "valid_from": null, "valid_to": null, "successor_id": null, "basis": null, "position": 5}}}',NULL,'4c90ca368f158e5c71ef22eddad071e3aedce2e9e790ac7c6451c5d37f9f6216','7ae56a893097fed707734ec0b28f48f6d3eddac927bc4ce8733d3641df5489af');
INSERT INTO "action" VALUES(26,'2031-04-02T02:00:00.000000Z','王','vm script','designate 2031-3 市政府有关部门 市民政社会局 --revoke --basis 会议纪要5号',NULL,'{"designation": 1}',NULL,'{"designation": "eca0df6e9d875d235f6f38d8c4eb6584d4ab5d35da350f1239fbd274a3f2f500"}','7ae56a893097fed707734ec0b28f48f6d3eddac927bc4ce8733d3641df5489af','770469d52086114db91f84c57ea10724ca7041a838aeae9fa86008075c48b330');
INSERT INTO "action" VALUES(27,'2031-04-03T02:00:00.000000Z','王','vm script','depts rename 市公安局 市公共安全局 --date 2031-05-01 --basis 错的',NULL,'{}','{"department_name": {"41": {"id": 41, "department_id": 8, "name": "市公安局", "form": "short", "valid_from": null, "valid_to": null}, "491": null}, "department": {"8": {"id": 8, "name": "市公安局", "kind": "department", "valid_from": null, "valid_to": null, "successor_id": null, "basis": null, "position": 8}}}',NULL,'770469d52086114db91f84c57ea10724ca7041a838aeae9fa86008075c48b330','15bcf3e271a4316542d42d65bb58ce451312314271be1f440e4be411f8fc838c');
INSERT INTO "action" VALUES(28,'2031-04-04T02:00:00.000000Z','王','vm script','undo --yes',27,'{}',NULL,NULL,'15bcf3e271a4316542d42d65bb58ce451312314271be1f440e4be411f8fc838c','0f6d0dd53168182f1dd8d15b0bfd97834401d2711d7079f43aa242cc43ac5387');
INSERT INTO "action" VALUES(29,'2031-05-01T02:00:00.000000Z','王','vm script','progress set 2031-4 --status cancelled --note 不做了',NULL,'{"progress_note": 1}',NULL,NULL,'0f6d0dd53168182f1dd8d15b0bfd97834401d2711d7079f43aa242cc43ac5387','39209671850808c060819c59ef67f1a865d719a008da789accdf575447627e14');
INSERT INTO "action" VALUES(30,'2031-05-02T02:00:00.000000Z','王','vm script','progress return 2032-1 --dept 市政府办公厅 --reason 不实',NULL,'{"progress_note": 1}',NULL,NULL,'39209671850808c060819c59ef67f1a865d719a008da789accdf575447627e14','b5726b712a37e7405d271ad44949e062aba6829ec4769c281141690dfebe4e5a');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
CREATE TABLE assigned_lead (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	clause_id INTEGER NOT NULL, 
	department_id INTEGER, 
	as_of DATE NOT NULL, 
	basis TEXT NOT NULL, 
	CONSTRAINT pk_assigned_lead PRIMARY KEY (id), 
	CONSTRAINT fk_assigned_lead_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_assigned_lead_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_assigned_lead_department_id_department FOREIGN KEY(department_id) REFERENCES department (id)
);
INSERT INTO "assigned_lead" VALUES(1,15,4,8,'2031-02-02','批示3号');
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
INSERT INTO "assignment" VALUES(1,1,1,'responsible','责任部门','市政府办公厅','市政府办公厅','department',0,1,NULL,44,50);
INSERT INTO "assignment" VALUES(2,2,1,'lead','牵头部门','市财政局','市财政局','department',0,13,NULL,70,74);
INSERT INTO "assignment" VALUES(3,2,2,'responsible','责任部门','市公安局','市公安局','department',0,8,NULL,80,84);
INSERT INTO "assignment" VALUES(4,2,3,'responsible','责任部门','市民政局','市民政局','department',0,11,NULL,85,89);
INSERT INTO "assignment" VALUES(5,2,4,'responsible','责任部门','市教委','市教委','department',0,5,NULL,90,93);
INSERT INTO "assignment" VALUES(6,3,1,'responsible','责任部门','各区政府','各区政府','universal',0,NULL,1,112,116);
INSERT INTO "assignment" VALUES(7,4,1,'responsible','责任部门','市政府有关部门','市政府有关部门','indefinite',0,NULL,4,142,149);
INSERT INTO "assignment" VALUES(8,4,2,'responsible','责任部门','市公安局','市公安局','department',0,8,NULL,150,154);
INSERT INTO "assignment" VALUES(9,5,1,'responsible','责任部门','市数据发展办','市数据发展办','department',0,121,NULL,168,174);
INSERT INTO "assignment" VALUES(10,6,1,'responsible','责任部门','市经济信息化委','市经济信息化委','department',0,3,NULL,195,202);
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
INSERT INTO "block" VALUES(1,1,1,'preamble',0,14,NULL,NULL);
INSERT INTO "block" VALUES(2,1,2,'furniture',14,31,NULL,NULL);
INSERT INTO "block" VALUES(3,1,3,'task',31,52,1,NULL);
INSERT INTO "block" VALUES(4,3,1,'preamble',0,16,NULL,NULL);
INSERT INTO "block" VALUES(5,3,2,'furniture',16,33,NULL,NULL);
INSERT INTO "block" VALUES(6,3,3,'heading',33,41,NULL,1);
INSERT INTO "block" VALUES(7,3,4,'task',41,96,2,NULL);
INSERT INTO "block" VALUES(8,3,5,'task',96,119,3,NULL);
INSERT INTO "block" VALUES(9,3,6,'heading',119,125,NULL,2);
INSERT INTO "block" VALUES(10,3,7,'task',125,177,4,NULL);
INSERT INTO "block" VALUES(11,3,8,'task',177,204,5,NULL);
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
INSERT INTO "clause" VALUES(1,1,1,'办好网站。','（责任部门：市政府办公厅）',38,51,NULL,NULL);
INSERT INTO "clause" VALUES(2,2,1,'接入300个共享接口，整合22个业务系统。','（牵头部门：市财政局。责任部门：市公安局、市民政局、市教委）',64,94,NULL,NULL);
INSERT INTO "clause" VALUES(3,3,1,'各单位建立月报。','（责任部门：各区政府）',106,117,NULL,NULL);
INSERT INTO "clause" VALUES(4,4,1,'9月底前完成检查。','（责任部门：市政府有关部门、市公安局）',136,155,NULL,NULL);
INSERT INTO "clause" VALUES(5,4,2,'培训100人。','（责任部门：市数据发展办）',162,175,NULL,NULL);
INSERT INTO "clause" VALUES(6,5,1,'建成数据目录50个。','（责任部门：市经济信息化委）',189,203,NULL,NULL);
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
INSERT INTO "department" VALUES(5,'市教委','department',NULL,'2031-04-01',8,'2031-04-01 合并文件',5);
INSERT INTO "department" VALUES(6,'市科委','department',NULL,NULL,NULL,NULL,6);
INSERT INTO "department" VALUES(7,'市民族宗教局','department',NULL,NULL,NULL,'2018年上海市机构改革（以11月11日动员部署之日为准）：改称局，归口市委统战部领导',7);
INSERT INTO "department" VALUES(8,'市公安局','department',NULL,NULL,NULL,NULL,8);
INSERT INTO "department" VALUES(9,'市国家安全局','department',NULL,NULL,NULL,NULL,9);
INSERT INTO "department" VALUES(10,'市监察局','department',NULL,'2018-01-30',63,'国家监察体制改革：2018年1月市人民代表大会产生市监察委员会，监察局撤销（月份为准）',10);
INSERT INTO "department" VALUES(11,'市民政社会局','department',NULL,NULL,NULL,'2031-03-15 改名文件；口头',11);
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
INSERT INTO "department" VALUES(53,'市城管执法局','department','2015-04-16',NULL,NULL,'2015年城市管理执法体制改革：4月单设（成立日据公开资料，月份为准）；后由市住房城乡建设管理委管理',53);
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
INSERT INTO "department" VALUES(86,'市电子政务灾备中心','institution',NULL,NULL,NULL,NULL,86);
INSERT INTO "department" VALUES(87,'“12345”市民服务热线管理办公室','institution',NULL,NULL,NULL,NULL,87);
INSERT INTO "department" VALUES(88,'市政府发展研究中心','institution',NULL,NULL,NULL,NULL,88);
INSERT INTO "department" VALUES(89,'市政府参事室','institution',NULL,NULL,NULL,NULL,89);
INSERT INTO "department" VALUES(90,'市医保办','institution',NULL,'2018-11-11',57,'2018年上海市机构改革（以11月11日动员部署之日为准）：医疗保险职责归市医保局',90);
INSERT INTO "department" VALUES(91,'市公积金管理中心','institution',NULL,NULL,NULL,NULL,91);
INSERT INTO "department" VALUES(92,'市大数据中心','institution','2018-04-12',NULL,NULL,'2018年4月12日揭牌',92);
INSERT INTO "department" VALUES(93,'市通信管理局','institution',NULL,NULL,NULL,NULL,93);
INSERT INTO "department" VALUES(94,'市邮政管理局','institution',NULL,NULL,NULL,NULL,94);
INSERT INTO "department" VALUES(95,'市气象局','institution',NULL,NULL,NULL,NULL,95);
INSERT INTO "department" VALUES(96,'市总工会','organisation',NULL,NULL,NULL,NULL,96);
INSERT INTO "department" VALUES(97,'团市委','organisation',NULL,NULL,NULL,NULL,97);
INSERT INTO "department" VALUES(98,'市妇联','organisation',NULL,NULL,NULL,NULL,98);
INSERT INTO "department" VALUES(99,'市科协','organisation',NULL,NULL,NULL,NULL,99);
INSERT INTO "department" VALUES(100,'市残联','organisation',NULL,NULL,NULL,NULL,100);
INSERT INTO "department" VALUES(101,'市侨联','organisation',NULL,NULL,NULL,NULL,101);
INSERT INTO "department" VALUES(102,'市工商联','organisation',NULL,NULL,NULL,NULL,102);
INSERT INTO "department" VALUES(103,'市红十字会','organisation',NULL,NULL,NULL,NULL,103);
INSERT INTO "department" VALUES(104,'浦东新区','district',NULL,NULL,NULL,NULL,104);
INSERT INTO "department" VALUES(105,'黄浦区','district',NULL,NULL,NULL,NULL,105);
INSERT INTO "department" VALUES(106,'徐汇区','district',NULL,NULL,NULL,NULL,106);
INSERT INTO "department" VALUES(107,'长宁区','district',NULL,NULL,NULL,NULL,107);
INSERT INTO "department" VALUES(108,'静安区','district',NULL,NULL,NULL,NULL,108);
INSERT INTO "department" VALUES(109,'普陀区','district',NULL,NULL,NULL,NULL,109);
INSERT INTO "department" VALUES(110,'闸北区','district',NULL,'2015-11-04',108,'国务院2015年批复调整部分行政区划，11月4日宣布撤销闸北区、静安区，设立新的静安区',110);
INSERT INTO "department" VALUES(111,'虹口区','district',NULL,NULL,NULL,NULL,111);
INSERT INTO "department" VALUES(112,'杨浦区','district',NULL,NULL,NULL,NULL,112);
INSERT INTO "department" VALUES(113,'闵行区','district',NULL,NULL,NULL,NULL,113);
INSERT INTO "department" VALUES(114,'宝山区','district',NULL,NULL,NULL,NULL,114);
INSERT INTO "department" VALUES(115,'嘉定区','district',NULL,NULL,NULL,NULL,115);
INSERT INTO "department" VALUES(116,'金山区','district',NULL,NULL,NULL,NULL,116);
INSERT INTO "department" VALUES(117,'松江区','district',NULL,NULL,NULL,NULL,117);
INSERT INTO "department" VALUES(118,'青浦区','district',NULL,NULL,NULL,NULL,118);
INSERT INTO "department" VALUES(119,'奉贤区','district',NULL,NULL,NULL,NULL,119);
INSERT INTO "department" VALUES(120,'崇明区','district',NULL,NULL,NULL,'国务院2016年批复崇明撤县设区，7月22日宣布',120);
INSERT INTO "department" VALUES(121,'市数据发展办','department','2031-01-10',NULL,NULL,'沪编〔2031〕1号',121);
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
INSERT INTO "department_name" VALUES(23,5,'上海市教育委员会','full',NULL,'2031-04-01');
INSERT INTO "department_name" VALUES(24,5,'市教委','short',NULL,'2031-04-01');
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
INSERT INTO "department_name" VALUES(46,11,'上海市民政局','full',NULL,'2031-03-15');
INSERT INTO "department_name" VALUES(47,11,'市民政局','short',NULL,'2031-03-15');
INSERT INTO "department_name" VALUES(48,12,'上海市司法局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(49,12,'市司法局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(50,13,'上海市财政局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(51,13,'市财政局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(52,14,'上海市人力资源和社会保障局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(53,14,'市人力资源社会保障局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(54,14,'市人社局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(55,14,'人社局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(56,14,'市人保局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(57,14,'人保局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(58,14,'市人力资源和社保局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(59,14,'市人力资源和社会保障局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(60,15,'上海市城乡建设和管理委员会','full',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(61,15,'市建设管理委','short',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(62,15,'上海市住房和城乡建设管理委员会','full','2015-09-01',NULL);
INSERT INTO "department_name" VALUES(63,15,'市住房城乡建设管理委','short','2015-09-01',NULL);
INSERT INTO "department_name" VALUES(64,15,'市住建委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(65,15,'住建委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(66,15,'市建管委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(67,15,'市住房和城乡建设管理委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(68,15,'市住房城乡建设委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(69,15,'市住房和城乡建设管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(70,15,'市城乡建设和管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(71,16,'上海市交通委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(72,16,'市交通委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(73,16,'交通委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(74,16,'市交通委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(75,17,'上海市农业委员会','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(76,17,'市农委','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(77,17,'上海市农业农村委员会','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(78,17,'市农业农村委','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(79,17,'市农业农村委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(80,17,'市农业委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(81,18,'上海市环境保护局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(82,18,'市环保局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(83,18,'上海市生态环境局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(84,18,'市生态环境局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(85,18,'市环境保护局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(86,19,'上海市规划和国土资源管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(87,19,'市规划国土资源局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(88,19,'上海市规划和自然资源局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(89,19,'市规划资源局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(90,19,'市规土局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(91,19,'市规划国土局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(92,19,'市规资局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(93,19,'市规划和国土资源局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(94,19,'市规划和自然资源局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(95,19,'市规划和国土资源管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(96,20,'上海市水务局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(97,20,'市水务局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(98,20,'市海洋局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(99,20,'上海市海洋局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(100,21,'上海市文化广播影视管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(101,21,'市文广影视局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(102,21,'市文广局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(103,21,'市文化广播影视管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(104,22,'上海市卫生和计划生育委员会','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(105,22,'市卫生计生委','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(106,22,'上海市卫生健康委员会','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(107,22,'市卫生健康委','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(108,22,'市卫计委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(109,22,'卫计委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(110,22,'市卫健委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(111,22,'卫健委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(112,22,'市卫生和计划生育委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(113,22,'市卫生健康委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(114,22,'市卫生和计划生育委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(115,23,'上海市审计局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(116,23,'市审计局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(117,24,'上海市人民政府外事办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(118,24,'市政府外办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(119,24,'市外办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(120,24,'市外事办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(121,24,'市人民政府外事办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(122,25,'上海市国有资产监督管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(123,25,'市国资委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(124,25,'国资委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(125,25,'市国有资产监督管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(126,26,'上海市地方税务局','full',NULL,'2018-06-15');
INSERT INTO "department_name" VALUES(127,26,'市地税局','short',NULL,'2018-06-15');
INSERT INTO "department_name" VALUES(128,26,'国家税务总局上海市税务局','full','2018-06-15',NULL);
INSERT INTO "department_name" VALUES(129,26,'市税务局','short','2018-06-15',NULL);
INSERT INTO "department_name" VALUES(130,26,'上海市税务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(131,26,'市国税局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(132,26,'上海市国家税务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(133,26,'市地方税务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(134,27,'上海市工商行政管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(135,27,'市工商局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(136,27,'市工商行政管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(137,28,'上海市质量技术监督局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(138,28,'市质量技监局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(139,28,'市质监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(140,28,'市技监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(141,28,'市质量技术监督局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(142,29,'上海市食品药品监督管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(143,29,'市食品药品监管局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(144,29,'市食药监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(145,29,'市食品药品监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(146,30,'上海市统计局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(147,30,'市统计局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(148,31,'上海市新闻出版局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(149,31,'市新闻出版局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(150,31,'市版权局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(151,31,'上海市版权局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(152,32,'上海市体育局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(153,32,'市体育局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(154,33,'上海市旅游局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(155,33,'市旅游局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(156,34,'上海市知识产权局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(157,34,'市知识产权局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(158,35,'上海市绿化和市容管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(159,35,'市绿化市容局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(160,35,'市绿化和市容局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(161,35,'市绿化市容管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(162,35,'市林业局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(163,35,'上海市林业局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(164,35,'市绿化和市容管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(165,36,'上海市安全生产监督管理局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(166,36,'市安全监管局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(167,36,'上海市应急管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(168,36,'市应急管理局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(169,36,'市应急局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(170,36,'市安监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(171,36,'市安全生产监管局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(172,36,'市安全生产监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(173,37,'上海市机关事务管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(174,37,'市机管局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(175,37,'市机关事务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(176,37,'市机关事务管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(177,38,'上海市民防办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(178,38,'市民防办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(179,38,'市民防办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(180,39,'上海市人民政府合作交流办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(181,39,'市政府合作交流办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(182,39,'市合作交流办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(183,39,'市人民政府合作交流办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(184,40,'上海市人民政府侨务办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(185,40,'市政府侨办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(186,40,'市侨办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(187,40,'市人民政府侨务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(188,41,'上海市人民政府法制办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(189,41,'市政府法制办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(190,41,'市法制办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(191,41,'市人民政府法制办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(192,42,'上海市人民政府研究室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(193,42,'市政府研究室','short',NULL,NULL);
INSERT INTO "department_name" VALUES(194,42,'市人民政府研究室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(195,43,'上海市金融服务办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(196,43,'市金融办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(197,43,'上海市地方金融监督管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(198,43,'市地方金融监管局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(199,43,'市金融局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(200,43,'市金融工作局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(201,43,'上海市金融工作局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(202,43,'市金融服务办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(203,43,'市地方金融监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(204,43,'市金融服务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(205,44,'上海市口岸服务办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(206,44,'市口岸办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(207,44,'市口岸服务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(208,45,'上海市住房保障和房屋管理局','full',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(209,45,'市住房保障房屋管理局','short',NULL,'2015-09-01');
INSERT INTO "department_name" VALUES(210,45,'市住房保障和房屋管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(211,46,'上海市人民政府信访办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(212,46,'市信访办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(213,46,'上海市信访办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(214,46,'上海市信访办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(215,46,'市政府信访办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(216,46,'市委市政府信访办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(217,46,'市人民政府信访办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(218,47,'上海市物价局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(219,47,'市物价局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(220,48,'上海市粮食局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(221,48,'市粮食局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(222,48,'上海市粮食和物资储备局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(223,48,'市粮食物资储备局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(224,48,'市粮食和物资储备局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(225,49,'上海市监狱管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(226,49,'市监狱局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(227,49,'市监狱管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(228,50,'上海市戒毒管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(229,50,'市戒毒局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(230,50,'市戒毒管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(231,51,'上海市社会团体管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(232,51,'市社团局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(233,51,'市社会组织管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(234,51,'上海市社会组织管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(235,51,'市社会团体管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(236,52,'上海市公务员局','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(237,52,'市公务员局','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(238,53,'上海市城市管理行政执法局','full','2015-04-16',NULL);
INSERT INTO "department_name" VALUES(239,53,'市城管执法局','short','2015-04-16',NULL);
INSERT INTO "department_name" VALUES(240,53,'市城管局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(241,53,'市城市管理行政执法局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(242,54,'上海市市场监督管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(243,54,'市市场监管局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(244,54,'市场监管局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(245,54,'市市场监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(246,55,'上海市文化和旅游局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(247,55,'市文化旅游局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(248,55,'市文旅局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(249,55,'市文化和旅游局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(250,56,'上海市退役军人事务局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(251,56,'市退役军人局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(252,56,'市退役军人事务局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(253,57,'上海市医疗保障局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(254,57,'市医保局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(255,57,'市医疗保障局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(256,58,'上海市药品监督管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(257,58,'市药品监管局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(258,58,'市药监局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(259,58,'市药品监督管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(260,59,'上海市房屋管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(261,59,'市房屋管理局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(262,60,'上海市道路运输管理局','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(263,60,'市道路运输局','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(264,60,'市道路运输管理局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(265,61,'中共上海市委办公厅','full',NULL,NULL);
INSERT INTO "department_name" VALUES(266,61,'市委办公厅','short',NULL,NULL);
INSERT INTO "department_name" VALUES(267,62,'中共上海市纪律检查委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(268,62,'市纪委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(269,62,'中共上海市纪委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(270,62,'市纪律检查委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(271,63,'上海市监察委员会','full','2018-01-30',NULL);
INSERT INTO "department_name" VALUES(272,63,'市监委','short','2018-01-30',NULL);
INSERT INTO "department_name" VALUES(273,63,'市监察委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(274,63,'市监察委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(275,64,'中共上海市委组织部','full',NULL,NULL);
INSERT INTO "department_name" VALUES(276,64,'市委组织部','short',NULL,NULL);
INSERT INTO "department_name" VALUES(277,65,'中共上海市委宣传部','full',NULL,NULL);
INSERT INTO "department_name" VALUES(278,65,'市委宣传部','short',NULL,NULL);
INSERT INTO "department_name" VALUES(279,66,'中共上海市委统战部','full',NULL,NULL);
INSERT INTO "department_name" VALUES(280,66,'市委统战部','short',NULL,NULL);
INSERT INTO "department_name" VALUES(281,66,'中共上海市委统一战线工作部','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(282,67,'中共上海市委政法委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(283,67,'市委政法委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(284,67,'中共上海市委政法委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(285,67,'市委政法委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(286,68,'中共上海市委网络安全和信息化委员会办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(287,68,'市委网信办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(288,68,'市网信办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(289,68,'市委网络安全和信息化委员会办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(290,68,'中共上海市委网络安全和信息化领导小组办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(291,68,'市委网络安全和信息化领导小组办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(292,68,'上海市互联网信息办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(293,68,'市互联网信息办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(294,69,'上海市机构编制委员会办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(295,69,'市编办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(296,69,'中共上海市委机构编制委员会办公室','full','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(297,69,'市委编办','short','2018-11-11',NULL);
INSERT INTO "department_name" VALUES(298,69,'市委机构编制委员会办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(299,69,'市机构编制委员会办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(300,70,'上海市行政审批制度改革工作领导小组办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(301,70,'市审改办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(302,70,'市行政审批制度改革工作领导小组办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(303,71,'上海市人民政府新闻办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(304,71,'市政府新闻办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(305,71,'市新闻办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(306,71,'市人民政府新闻办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(307,72,'上海市国家保密局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(308,72,'市保密局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(309,72,'市国家保密局','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(310,73,'上海市密码管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(311,73,'市密码管理局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(312,74,'中共上海市委台湾工作办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(313,74,'市委台办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(314,74,'市台办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(315,74,'市政府台办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(316,74,'市委台湾工作办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(317,74,'上海市人民政府台湾事务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(318,74,'市人民政府台湾事务办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(319,75,'上海市档案局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(320,75,'市档案局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(321,76,'中国（上海）自由贸易试验区管理委员会','full','2013-09-29',NULL);
INSERT INTO "department_name" VALUES(322,76,'自贸试验区管委会','short','2013-09-29',NULL);
INSERT INTO "department_name" VALUES(323,76,'上海自贸试验区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(324,76,'中国（上海）自由贸易试验区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(325,76,'自贸区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(326,76,'上海自贸区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(327,77,'上海虹桥商务区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(328,77,'虹桥商务区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(329,77,'上海虹桥商务区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(330,78,'上海市张江高新技术产业开发区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(331,78,'张江高新区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(332,78,'市张江高新区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(333,78,'上海张江高新区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(334,78,'市张江高新技术产业开发区管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(335,79,'上海国际旅游度假区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(336,79,'国际旅游度假区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(337,79,'上海国际旅游度假区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(338,80,'上海化学工业区管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(339,80,'化学工业区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(340,80,'上海化学工业区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(341,80,'化工区管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(342,81,'上海市临港地区开发建设管理委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(343,81,'临港地区管委会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(344,81,'临港管委会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(345,81,'市临港地区开发建设管理委员会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(346,82,'上海行政学院','short',NULL,NULL);
INSERT INTO "department_name" VALUES(347,82,'市行政学院','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(348,82,'市委党校','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(349,82,'中共上海市委党校','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(350,83,'上海申康医院发展中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(351,83,'市申康医院发展中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(352,83,'申康医院发展中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(353,83,'市申康中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(354,83,'申康中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(355,84,'上海市公务网管理中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(356,84,'市公务网管理中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(357,84,'公务网管理中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(358,85,'上海市公众信息网管理中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(359,85,'市公众信息网管理中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(360,85,'公众信息网管理中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(361,86,'上海市电子政务灾备中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(362,86,'市电子政务灾备中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(363,86,'电子政务灾备中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(364,87,'上海市“12345”市民服务热线管理办公室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(365,87,'“12345”市民服务热线管理办公室','short',NULL,NULL);
INSERT INTO "department_name" VALUES(366,87,'12345市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(367,87,'"12345"市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(368,87,'上海市12345市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(369,87,'市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(370,87,'12345热线办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(371,87,'“12345”热线办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(372,87,'市民热线办','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(373,87,'市“12345”市民服务热线管理办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(374,88,'上海市人民政府发展研究中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(375,88,'市政府发展研究中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(376,88,'市人民政府发展研究中心','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(377,89,'上海市人民政府参事室','full',NULL,NULL);
INSERT INTO "department_name" VALUES(378,89,'市政府参事室','short',NULL,NULL);
INSERT INTO "department_name" VALUES(379,89,'市人民政府参事室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(380,90,'上海市医疗保险办公室','full',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(381,90,'市医保办','short',NULL,'2018-11-11');
INSERT INTO "department_name" VALUES(382,90,'市医疗保险办公室','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(383,91,'上海市公积金管理中心','full',NULL,NULL);
INSERT INTO "department_name" VALUES(384,91,'市公积金管理中心','short',NULL,NULL);
INSERT INTO "department_name" VALUES(385,92,'上海市大数据中心','full','2018-04-12',NULL);
INSERT INTO "department_name" VALUES(386,92,'市大数据中心','short','2018-04-12',NULL);
INSERT INTO "department_name" VALUES(387,93,'上海市通信管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(388,93,'市通信管理局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(389,94,'上海市邮政管理局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(390,94,'市邮政管理局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(391,95,'上海市气象局','full',NULL,NULL);
INSERT INTO "department_name" VALUES(392,95,'市气象局','short',NULL,NULL);
INSERT INTO "department_name" VALUES(393,96,'上海市总工会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(394,96,'市总工会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(395,97,'中国共产主义青年团上海市委员会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(396,97,'团市委','short',NULL,NULL);
INSERT INTO "department_name" VALUES(397,97,'共青团上海市委','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(398,98,'上海市妇女联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(399,98,'市妇联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(400,98,'市妇女联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(401,99,'上海市科学技术协会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(402,99,'市科协','short',NULL,NULL);
INSERT INTO "department_name" VALUES(403,99,'市科学技术协会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(404,100,'上海市残疾人联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(405,100,'市残联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(406,100,'市残疾人联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(407,101,'上海市归国华侨联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(408,101,'市侨联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(409,101,'市归国华侨联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(410,102,'上海市工商业联合会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(411,102,'市工商联','short',NULL,NULL);
INSERT INTO "department_name" VALUES(412,102,'市工商业联合会','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(413,103,'上海市红十字会','full',NULL,NULL);
INSERT INTO "department_name" VALUES(414,103,'市红十字会','short',NULL,NULL);
INSERT INTO "department_name" VALUES(415,104,'上海市浦东新区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(416,104,'浦东新区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(417,104,'浦东新区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(418,104,'浦东新区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(419,105,'上海市黄浦区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(420,105,'黄浦区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(421,105,'黄浦区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(422,105,'黄浦区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(423,106,'上海市徐汇区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(424,106,'徐汇区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(425,106,'徐汇区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(426,106,'徐汇区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(427,107,'上海市长宁区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(428,107,'长宁区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(429,107,'长宁区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(430,107,'长宁区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(431,108,'上海市静安区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(432,108,'静安区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(433,108,'静安区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(434,108,'静安区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(435,109,'上海市普陀区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(436,109,'普陀区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(437,109,'普陀区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(438,109,'普陀区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(439,110,'上海市闸北区人民政府','full',NULL,'2015-11-04');
INSERT INTO "department_name" VALUES(440,110,'闸北区','short',NULL,'2015-11-04');
INSERT INTO "department_name" VALUES(441,110,'闸北区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(442,110,'闸北区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(443,111,'上海市虹口区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(444,111,'虹口区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(445,111,'虹口区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(446,111,'虹口区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(447,112,'上海市杨浦区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(448,112,'杨浦区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(449,112,'杨浦区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(450,112,'杨浦区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(451,113,'上海市闵行区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(452,113,'闵行区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(453,113,'闵行区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(454,113,'闵行区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(455,114,'上海市宝山区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(456,114,'宝山区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(457,114,'宝山区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(458,114,'宝山区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(459,115,'上海市嘉定区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(460,115,'嘉定区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(461,115,'嘉定区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(462,115,'嘉定区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(463,116,'上海市金山区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(464,116,'金山区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(465,116,'金山区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(466,116,'金山区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(467,117,'上海市松江区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(468,117,'松江区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(469,117,'松江区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(470,117,'松江区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(471,118,'上海市青浦区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(472,118,'青浦区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(473,118,'青浦区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(474,118,'青浦区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(475,119,'上海市奉贤区人民政府','full',NULL,NULL);
INSERT INTO "department_name" VALUES(476,119,'奉贤区','short',NULL,NULL);
INSERT INTO "department_name" VALUES(477,119,'奉贤区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(478,119,'奉贤区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(479,120,'上海市崇明县人民政府','full',NULL,'2016-07-22');
INSERT INTO "department_name" VALUES(480,120,'崇明县','short',NULL,'2016-07-22');
INSERT INTO "department_name" VALUES(481,120,'上海市崇明区人民政府','full','2016-07-22',NULL);
INSERT INTO "department_name" VALUES(482,120,'崇明区','short','2016-07-22',NULL);
INSERT INTO "department_name" VALUES(483,120,'崇明区政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(484,120,'崇明区人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(485,120,'崇明县政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(486,120,'崇明县人民政府','alias',NULL,NULL);
INSERT INTO "department_name" VALUES(487,121,'市数据发展办','short',NULL,NULL);
INSERT INTO "department_name" VALUES(488,11,'上海市民政社会局','full','2031-03-15',NULL);
INSERT INTO "department_name" VALUES(489,11,'市民政社会局','short','2031-03-15',NULL);
INSERT INTO "department_name" VALUES(490,11,'社会局','alias',NULL,NULL);
CREATE TABLE designation (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	clause_id INTEGER NOT NULL, 
	collective_id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	member BOOLEAN NOT NULL, 
	as_of DATE NOT NULL, 
	basis TEXT NOT NULL, 
	CONSTRAINT pk_designation PRIMARY KEY (id), 
	CONSTRAINT fk_designation_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_designation_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_designation_collective_id_collective FOREIGN KEY(collective_id) REFERENCES collective (id), 
	CONSTRAINT fk_designation_department_id_department FOREIGN KEY(department_id) REFERENCES department (id)
);
INSERT INTO "designation" VALUES(1,8,4,4,5,1,'2031-01-23','会议纪要1号');
INSERT INTO "designation" VALUES(2,8,4,4,11,1,'2031-01-23','会议纪要1号');
INSERT INTO "designation" VALUES(3,26,4,4,11,0,'2031-04-02','会议纪要5号');
CREATE TABLE division (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	number VARCHAR(100) NOT NULL, 
	issued_on DATE NOT NULL, 
	valid_from DATE NOT NULL, 
	CONSTRAINT pk_division PRIMARY KEY (id), 
	CONSTRAINT fk_division_action_id_action FOREIGN KEY(action_id) REFERENCES action (id)
);
INSERT INTO "division" VALUES(1,18,'分工通知','沪府办发〔2031〕19号','2031-02-15','2031-02-15');
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
INSERT INTO "document" VALUES(1,'61c4c1ac5f6485bb6ea1062b6fc732a13b3e3602584de132a54e46886ceb5b4b','2032年市政务公开要点

发布日期：2031-02-01

1.办好网站。（责任部门：市政府办公厅）
','2032年市政务公开要点',NULL,NULL,'2031-02-01','w.txt');
INSERT INTO "document" VALUES(2,'cac2d82eae5121b8014753c1552c37109c93b49dadca33988fa04ce4d45ef94d','2031年市电子政务工作要点

发布日期：2031-01-10

一、共建共享

1.整合20个业务系统，接入300个共享接口。（牵头部门：市财政局。责任部门：市公安局、市民政局）

2.各单位建立月报。（责任部门：各区政府）

二、安全

3.6月底前完成检查。（责任部门：市政府有关部门、市公安局）培训100人。（责任部门：市数据发展办）

4.开展宣传。（责任部门：市民政局）
','2031年市电子政务工作要点',NULL,NULL,'2031-01-10','p1.txt');
INSERT INTO "document" VALUES(3,'ec100f8e92098b6ab41912c783e7c759fc1acd91d8a146a426009fd98ef8ad00','2031年市电子政务工作要点

发布日期：2031-01-10

一、共建共享

1.接入300个共享接口，整合22个业务系统。（牵头部门：市财政局。责任部门：市公安局、市民政局、市教委）

2.各单位建立月报。（责任部门：各区政府）

二、安全

3.9月底前完成检查。（责任部门：市政府有关部门、市公安局）培训100人。（责任部门：市数据发展办）

4.建成数据目录50个。（责任部门：市经济信息化委）
','2031年市电子政务工作要点',NULL,NULL,'2031-01-10','p2.txt');
CREATE TABLE extension (
	id INTEGER NOT NULL, 
	action_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	clause_id INTEGER, 
	until DATE NOT NULL, 
	as_of DATE NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_extension PRIMARY KEY (id), 
	CONSTRAINT fk_extension_action_id_action FOREIGN KEY(action_id) REFERENCES action (id), 
	CONSTRAINT fk_extension_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_extension_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
INSERT INTO "extension" VALUES(1,14,4,4,'2031-08-31','2031-02-01','批示2号');
CREATE TABLE leader (
	id INTEGER NOT NULL, 
	division_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	post VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_leader PRIMARY KEY (id), 
	CONSTRAINT fk_leader_division_id_division FOREIGN KEY(division_id) REFERENCES division (id), 
	CONSTRAINT uq_leader_division_id_name UNIQUE (division_id, name), 
	CONSTRAINT uq_leader_division_id_position UNIQUE (division_id, position)
);
INSERT INTO "leader" VALUES(1,1,1,'赵一','副市长');
INSERT INTO "leader" VALUES(2,1,2,'钱二','副市长');
CREATE TABLE ledger (
	id VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_ledger PRIMARY KEY (id)
);
INSERT INTO "ledger" VALUES('66eb0c0c-9207-4c65-bef0-e13e74de53a0');
CREATE TABLE "plan" (
	id INTEGER NOT NULL, 
	"key" VARCHAR(40) NOT NULL, 
	title TEXT NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	period_start DATE NOT NULL, 
	period_end DATE NOT NULL, 
	cycle VARCHAR(20) NOT NULL, 
	document_id INTEGER NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, action_id INTEGER CONSTRAINT fk_plan_action_id_action REFERENCES action (id), 
	CONSTRAINT pk_plan PRIMARY KEY (id), 
	CONSTRAINT ck_plan_cycle CHECK (cycle IN ('weekly', 'monthly', 'quarterly')), 
	CONSTRAINT ck_plan_kind CHECK (kind IN ('annual', 'five_year', 'other')), 
	CONSTRAINT ck_plan_period CHECK (period_start <= period_end), 
	CONSTRAINT fk_plan_document_id_document FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT uq_plan_document_id UNIQUE (document_id), 
	CONSTRAINT uq_plan_key UNIQUE ("key")
);
INSERT INTO "plan" VALUES(1,'2032','2032年市政务公开要点','annual','2032-01-01','2032-12-31','monthly',1,'2031-02-20T02:00:00.000000Z',19);
INSERT INTO "plan" VALUES(2,'2031','2031年市电子政务工作要点','annual','2031-01-01','2031-12-31','monthly',3,'2031-01-14T02:00:00.000000Z',3);
CREATE TABLE portfolio (
	id INTEGER NOT NULL, 
	leader_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	relation VARCHAR(20) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	CONSTRAINT pk_portfolio PRIMARY KEY (id), 
	CONSTRAINT ck_portfolio_relation CHECK (relation IN ('leads', 'in_charge', 'holds', 'helps', 'contact')), 
	CONSTRAINT fk_portfolio_leader_id_leader FOREIGN KEY(leader_id) REFERENCES leader (id), 
	CONSTRAINT uq_portfolio_leader_id_position UNIQUE (leader_id, position)
);
INSERT INTO "portfolio" VALUES(1,1,1,'in_charge','财政、民政');
INSERT INTO "portfolio" VALUES(2,1,2,'contact','公安');
INSERT INTO "portfolio" VALUES(3,2,1,'in_charge','教育');
CREATE TABLE portfolio_department (
	portfolio_id INTEGER NOT NULL, 
	department_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	CONSTRAINT pk_portfolio_department PRIMARY KEY (portfolio_id, department_id), 
	CONSTRAINT fk_portfolio_department_department_id_department FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT fk_portfolio_department_portfolio_id_portfolio FOREIGN KEY(portfolio_id) REFERENCES portfolio (id)
);
INSERT INTO "portfolio_department" VALUES(1,13,1);
INSERT INTO "portfolio_department" VALUES(1,11,2);
INSERT INTO "portfolio_department" VALUES(2,8,1);
INSERT INTO "portfolio_department" VALUES(3,5,1);
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
	hash VARCHAR(64) NOT NULL, action_id INTEGER CONSTRAINT fk_progress_note_action_id_action REFERENCES action (id), kind VARCHAR(20) DEFAULT 'report' NOT NULL CONSTRAINT ck_progress_note_kind CHECK (kind IN ('report', 'verification', 'return')), target INTEGER, source VARCHAR(64), 
	CONSTRAINT pk_progress_note PRIMARY KEY (id), 
	CONSTRAINT ck_progress_note_status CHECK (status IN ('not_started', 'in_progress', 'blocked', 'reported_done', 'verified', 'cancelled')), 
	CONSTRAINT ck_progress_note_percent CHECK (percent BETWEEN 0 AND 100), 
	CONSTRAINT fk_progress_note_clause_id_clause FOREIGN KEY(clause_id) REFERENCES clause (id), 
	CONSTRAINT fk_progress_note_department_id_department FOREIGN KEY(department_id) REFERENCES department (id), 
	CONSTRAINT fk_progress_note_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_progress_note_hash UNIQUE (hash)
);
INSERT INTO "progress_note" VALUES(1,2,NULL,13,'2031-01-20','2031-01-20T02:00:00.000000Z','in_progress',50,10.0,'接入10个',NULL,NULL,NULL,'王','terminal','','61162d4046e456c7d75ea1d9f552d91bef4aca6bc25cfb5ef2c083097872139f',5,'report',1,NULL);
INSERT INTO "progress_note" VALUES(2,3,NULL,104,'2031-01-21','2031-01-21T02:00:00.000000Z','in_progress',20,NULL,'开始',NULL,NULL,NULL,'王','terminal','61162d4046e456c7d75ea1d9f552d91bef4aca6bc25cfb5ef2c083097872139f','d3ccf1aac334a156fcfb2bf67aa5d24e798eb6a23351962649cbe102d4c27886',6,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(3,4,4,8,'2031-01-22','2031-01-22T02:00:00.000000Z','blocked',NULL,NULL,NULL,'没有经费',NULL,NULL,'王','terminal','d3ccf1aac334a156fcfb2bf67aa5d24e798eb6a23351962649cbe102d4c27886','82b6618e7197e2d356e9dc75e85572e6bb823d5008211b25b05a21992a32db6f',7,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(4,4,4,5,'2031-01-24','2031-01-24T02:00:00.000000Z','in_progress',30,NULL,NULL,NULL,NULL,NULL,'王','terminal','82b6618e7197e2d356e9dc75e85572e6bb823d5008211b25b05a21992a32db6f','5bf915d0a2b23d41ceb71e1354295bddc2775a331acb65687ad4ed7cb720e54f',9,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(5,4,5,121,'2031-01-25','2031-01-25T02:00:00.000000Z','in_progress',40,NULL,'错了',NULL,NULL,NULL,'王','terminal','5bf915d0a2b23d41ceb71e1354295bddc2775a331acb65687ad4ed7cb720e54f','3dd7d4d2afa2661c5baad1e32620874b9acc980895273efdcfcd4ddbbe8c44ba',10,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(6,2,NULL,8,'2031-01-27','2031-01-27T02:00:00.000000Z','in_progress',50,NULL,'撤回的',NULL,NULL,NULL,'王','terminal','3dd7d4d2afa2661c5baad1e32620874b9acc980895273efdcfcd4ddbbe8c44ba','2452475a8bfdd855fe37fca26f931148f63f15e2997b92883d67ca848e072652',12,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(7,2,NULL,8,'2031-02-12','2031-02-12T02:00:00.000000Z','in_progress',50,11.0,'整合11个',NULL,NULL,NULL,'王','terminal','2452475a8bfdd855fe37fca26f931148f63f15e2997b92883d67ca848e072652','718ebe4faf43e327162d80b3123e847d9dbd5de09ff992f3291fa116ff1ac903',17,'report',2,NULL);
INSERT INTO "progress_note" VALUES(8,1,NULL,1,'2031-02-21','2031-02-21T02:00:00.000000Z','reported_done',NULL,NULL,'建成',NULL,NULL,NULL,'王','terminal','718ebe4faf43e327162d80b3123e847d9dbd5de09ff992f3291fa116ff1ac903','461cae6e48a0f95ea5e5b8c03b1885ea9e8d420c9a49f8df1a9e0b20b24a9baa',20,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(9,1,NULL,1,'2031-02-22','2031-02-22T02:00:00.000000Z','verified',NULL,NULL,NULL,NULL,NULL,NULL,'王','terminal','461cae6e48a0f95ea5e5b8c03b1885ea9e8d420c9a49f8df1a9e0b20b24a9baa','d961b3fa2980f50a9bbfbcfab1362a84514cafbdf688689a8a4662be64f7807a',21,'verification',NULL,NULL);
INSERT INTO "progress_note" VALUES(10,2,NULL,11,'2031-03-20','2031-03-20T02:00:00.000000Z','in_progress',60,NULL,'过半',NULL,NULL,NULL,'王','terminal','d961b3fa2980f50a9bbfbcfab1362a84514cafbdf688689a8a4662be64f7807a','baed122cb17a0d02002bd8bc6df2e58fe4ee79c540fda25a62a53af54d23499e',24,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(11,5,NULL,NULL,'2031-05-01','2031-05-01T02:00:00.000000Z','cancelled',NULL,NULL,'不做了',NULL,NULL,NULL,'王','terminal','baed122cb17a0d02002bd8bc6df2e58fe4ee79c540fda25a62a53af54d23499e','bf34842f542ae161c5672f5a260ef0cfb50d0c112c0c84cbd3cb5e4490d4bd12',29,'report',NULL,NULL);
INSERT INTO "progress_note" VALUES(12,1,NULL,1,'2031-05-02','2031-05-02T02:00:00.000000Z','in_progress',NULL,NULL,'不实',NULL,NULL,NULL,'王','terminal','bf34842f542ae161c5672f5a260ef0cfb50d0c112c0c84cbd3cb5e4490d4bd12','fe2ca896f31bfdd12380d23b358f71fb25ba59295382288d5b27d2d4a7abdf60',30,'return',NULL,NULL);
CREATE TABLE "progress_retraction" (
	id INTEGER NOT NULL, 
	note_id INTEGER NOT NULL, 
	reason TEXT NOT NULL, 
	author VARCHAR(200) NOT NULL, 
	recorded_at VARCHAR(27) NOT NULL, 
	previous_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	action_id INTEGER, 
	CONSTRAINT pk_progress_retraction PRIMARY KEY (id), 
	CONSTRAINT uq_progress_retraction_hash UNIQUE (hash), 
	CONSTRAINT fk_progress_retraction_note_id_progress_note FOREIGN KEY(note_id) REFERENCES progress_note (id), 
	FOREIGN KEY(action_id) REFERENCES action (id)
);
INSERT INTO "progress_retraction" VALUES(1,4,'报错了','王','2031-01-26T02:00:00.000000Z','','8d72a15e8787fedfb908a976b710f20a0526eeb24042767382c17983c6f420db',11);
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
INSERT INTO "section" VALUES(1,2,NULL,1,1,'一、','共建共享',33,39);
INSERT INTO "section" VALUES(2,2,NULL,2,1,'二、','安全',119,123);
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
INSERT INTO "target" VALUES(1,2,1,'300个共享',300.0,300.0,'个共享','=',45,51);
INSERT INTO "target" VALUES(2,2,2,'22个业务系统',22.0,22.0,'个业务系统','=',56,63);
INSERT INTO "target" VALUES(3,4,1,'100人',100.0,100.0,'人','=',157,161);
INSERT INTO "target" VALUES(4,5,1,'50个',50.0,50.0,'个','=',185,188);
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
INSERT INTO "task" VALUES(1,1,NULL,1,'1',1,'1.','办好网站','办好网站。（责任部门：市政府办公厅）','办好网站。',31,51,NULL,NULL);
INSERT INTO "task" VALUES(2,2,1,1,'1',1,'1.','接入300个共享接口','接入300个共享接口，整合22个业务系统。（牵头部门：市财政局。责任部门：市公安局、市民政局、市教委）','接入300个共享接口，整合22个业务系统。',41,94,NULL,NULL);
INSERT INTO "task" VALUES(3,2,1,2,'2',2,'2.','各单位建立月报','各单位建立月报。（责任部门：各区政府）','各单位建立月报。',96,117,NULL,NULL);
INSERT INTO "task" VALUES(4,2,2,3,'3',3,'3.','月底前完成检查','9月底前完成检查。（责任部门：市政府有关部门、市公安局）培训100人。（责任部门：市数据发展办）','9月底前完成检查。培训100人。',125,175,'2031-09-30','9月底前');
INSERT INTO "task" VALUES(5,2,2,4,'4',4,'4.','建成数据目录50个','建成数据目录50个。（责任部门：市经济信息化委）','建成数据目录50个。',177,203,NULL,NULL);
CREATE INDEX ix_department_name_department_id ON department_name (department_id);
CREATE INDEX ix_assignment_collective_id ON assignment (collective_id);
CREATE INDEX ix_progress_note_as_of ON progress_note (as_of);
CREATE INDEX ix_progress_note_latest ON progress_note (task_id, department_id, as_of, id);
CREATE UNIQUE INDEX uq_action_undoes_id ON action (undoes_id);
CREATE INDEX ix_assigned_lead_latest ON assigned_lead (clause_id, as_of, id);
CREATE INDEX ix_designation_latest ON designation (clause_id, collective_id, department_id, as_of, id);
CREATE INDEX ix_extension_task_id ON extension (task_id);
CREATE INDEX ix_progress_retraction_note_id ON progress_retraction (note_id);
CREATE INDEX ix_assignment_department ON assignment (department_id, clause_id);
CREATE INDEX ix_document_issued_on ON document (issued_on, number, issuer);
CREATE INDEX ix_progress_note_office ON progress_note (as_of, id) WHERE department_id IS NULL;
COMMIT;
