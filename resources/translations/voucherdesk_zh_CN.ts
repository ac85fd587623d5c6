<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutPage</name>
    <message>
        <source>{licence}; no text came with it.</source>
        <translation>{licence}；未附许可证全文。</translation>
    </message>
    <message>
        <source>unpacked</source>
        <translation>未安装版</translation>
    </message>
    <message>
        <source>Voucher Desk {version} · what is inside</source>
        <translation>培训券前台 {version} · 所含组件</translation>
    </message>
    <message>
        <source>The licence&apos;s text</source>
        <translation>许可证全文</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
</context>
<context>
    <name>App</name>
    <message>
        <source>IT runs this once, with the address and the one-time code from the centre:</source>
        <translation>请信息管理员运行一次以下命令，填入中心的地址和一次性代码：</translation>
    </message>
    <message>
        <source>This window goes on by itself afterwards.</source>
        <translation>完成后本窗口会自动继续。</translation>
    </message>
</context>
<context>
    <name>ApprovalSheet</name>
    <message>
        <source>A second person approves</source>
        <translation>需要另一人批准</translation>
    </message>
    <message>
        <source>This takes another person. Role: {role}.</source>
        <translation>须由另一人批准，角色：{role}。</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Nobody else at this site has this role; the centre can name somebody.</source>
        <translation>本培训地点没有其他人有此角色，可请中心指定。</translation>
    </message>
</context>
<context>
    <name>Attendance</name>
    <message>
        <source>Present</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>On leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Left early</source>
        <translation>早退</translation>
    </message>
    <message>
        <source>at the desk</source>
        <translation>前台签到</translation>
    </message>
    <message>
        <source>by phone</source>
        <translation>手机签到</translation>
    </message>
    <message>
        <source>by a correction</source>
        <translation>由补签而定</translation>
    </message>
    <message>
        <source>Personal leave</source>
        <translation>事假</translation>
    </message>
    <message>
        <source>Sick leave</source>
        <translation>病假</translation>
    </message>
    <message>
        <source>no sign-out yet</source>
        <translation>尚未签退</translation>
    </message>
    <message>
        <source>only signed out</source>
        <translation>只有签退</translation>
    </message>
    <message>
        <source>came after the end</source>
        <translation>下课后才到</translation>
    </message>
    <message>
        <source>the clock was in doubt</source>
        <translation>时钟存疑</translation>
    </message>
    <message>
        <source>signed in away from the room</source>
        <translation>签到位置不在教室范围内</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>已达标</translation>
    </message>
    <message>
        <source>Within reach</source>
        <translation>可达标</translation>
    </message>
    <message>
        <source>1 more absence: missed</source>
        <translation>再缺 1 次不达标</translation>
    </message>
    <message>
        <source>Out of reach</source>
        <translation>已无法达标</translation>
    </message>
    <message>
        <source>AM</source>
        <translation>上</translation>
    </message>
    <message>
        <source>PM</source>
        <translation>下</translation>
    </message>
    <message>
        <source>Eve</source>
        <translation>晚</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>日</translation>
    </message>
    <message>
        <source>{month}/{year}</source>
        <translation>{year} 年 {month} 月</translation>
    </message>
    <message>
        <source>End the leave</source>
        <translation>销假</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>不批准</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Correction to {sign} {mark}</source>
        <translation>补签为 {sign} {mark}</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>已销假</translation>
    </message>
    <message>
        <source>approved by {name}</source>
        <translation>{name} 已批准</translation>
    </message>
    <message>
        <source>waits for another class manager</source>
        <translation>待另一位班主任批准</translation>
    </message>
    <message>
        <source>stands</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>未批准</translation>
    </message>
    <message>
        <source>withdrawn</source>
        <translation>已撤回</translation>
    </message>
</context>
<context>
    <name>AttendanceGrid</name>
    <message>
        <source>Attendance grid</source>
        <translation>考勤表</translation>
    </message>
    <message>
        <source>Marks, trainees by sessions</source>
        <translation>考勤标记，学员与课次</translation>
    </message>
    <message>
        <source>Trainees and their hours</source>
        <translation>学员与课时</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Class hours, forecast for {percent} % (assumed)</source>
        <translation>课时与预测（按 {percent}% 假定）</translation>
    </message>
    <message>
        <source>Voucher {number}</source>
        <translation>券 {number}</translation>
    </message>
    <message>
        <source>Still to come</source>
        <translation>尚未开课</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Device {name}</source>
        <translation>设备 {name}</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>已补签</translation>
    </message>
    <message>
        <source>A correction to {mark} waits for approval</source>
        <translation>补签为“{mark}”，待批准</translation>
    </message>
    <message>
        <source>Saved here, not confirmed by the centre yet</source>
        <translation>已存本机，中心尚未确认</translation>
    </message>
    <message>
        <source>came {time}</source>
        <translation>到 {time}</translation>
    </message>
    <message>
        <source>left {time}</source>
        <translation>离 {time}</translation>
    </message>
</context>
<context>
    <name>AttendanceView</name>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Filter by name</source>
        <translation>按姓名筛选</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>补签</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>All months</source>
        <translation>全部月份</translation>
    </message>
    <message>
        <source>Month: {month}</source>
        <translation>月份：{month}</translation>
    </message>
    <message>
        <source>Choose the month</source>
        <translation>选择月份</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>还没有班级</translation>
    </message>
    <message>
        <source>Classes come from the centre by themselves.</source>
        <translation>班级由中心自动下发。</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>还没有录取学员</translation>
    </message>
    <message>
        <source>Enrol the first trainee.</source>
        <translation>请先录取学员。</translation>
    </message>
    <message>
        <source>This class has no sessions yet</source>
        <translation>本班还没有课次</translation>
    </message>
    <message>
        <source>As soon as sessions are planned, the attendance grid stands here.</source>
        <translation>排好课次后，这里就是考勤表。</translation>
    </message>
    <message>
        <source>Corrections of a day that is over: {count}. If you cancel, approval waits.</source>
        <translation>{count} 条已过当日的补签。取消则留待批准。</translation>
    </message>
</context>
<context>
    <name>Attention</name>
    <message>
        <source>To decide</source>
        <translation>需要处理</translation>
    </message>
    <message>
        <source>Waiting, nothing to do</source>
        <translation>等待中，无需操作</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>In review</source>
        <translation>复核中</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Wanted elsewhere too</source>
        <translation>别处也要用</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>被拒</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>暂缓</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>考勤</translation>
    </message>
    <message>
        <source>Scan that changed nothing</source>
        <translation>未产生变化的扫码</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>录取</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Leaving the class</source>
        <translation>退班</translation>
    </message>
    <message>
        <source>Change of class</source>
        <translation>转班</translation>
    </message>
    <message>
        <source>Opening report</source>
        <translation>开班反馈</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>补签</translation>
    </message>
    <message>
        <source>Approval of a correction</source>
        <translation>补签审批</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>End of leave</source>
        <translation>销假</translation>
    </message>
    <message>
        <source>Assessment result</source>
        <translation>考核成绩</translation>
    </message>
    <message>
        <source>Decision about a record</source>
        <translation>对记录的处理</translation>
    </message>
    <message>
        <source>Cancellation of a class</source>
        <translation>取消班级</translation>
    </message>
    <message>
        <source>Change of a session</source>
        <translation>调整课次</translation>
    </message>
    <message>
        <source>Cancellation of a session</source>
        <translation>取消课次</translation>
    </message>
    <message>
        <source>Close of a day</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>Showing personal data</source>
        <translation>查看个人信息</translation>
    </message>
    <message>
        <source>Announcement</source>
        <translation>学员预报</translation>
    </message>
    <message>
        <source>Announcement taken back</source>
        <translation>撤回学员预报</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Another class wanted this voucher too</source>
        <translation>另一个班也要用这张券</translation>
    </message>
    <message>
        <source>Taken, to be confirmed: the clock or the code was in doubt</source>
        <translation>已登记，待确认：当时时钟或券码存疑</translation>
    </message>
    <message>
        <source>The centre gives a reason that this program does not know</source>
        <translation>中心给出的原因，本程序还不认识</translation>
    </message>
    <message>
        <source>The holder leaves our roster; the record stays.</source>
        <translation>学员移出本班名单，记录保留。</translation>
    </message>
    <message>
        <source>The holder leaves our roster, and both sites are told.</source>
        <translation>学员移出本班名单，两边都会知道。</translation>
    </message>
    <message>
        <source>An officer has looked: what the centre had said stands.</source>
        <translation>主管部门已复核：中心原来的结果不变。</translation>
    </message>
    <message>
        <source>The other class has given the voucher up: the holder can be enrolled here by a new scan.</source>
        <translation>对方已放弃这张券：重新扫码即可在本班录取。</translation>
    </message>
    <message>
        <source>Settled: the class that came second was left.</source>
        <translation>已了结：后到的一方已退出。</translation>
    </message>
    <message>
        <source>Settled: the request was taken back.</source>
        <translation>已了结：录取已撤销。</translation>
    </message>
    <message>
        <source>Settled: the voucher has been enrolled since.</source>
        <translation>已了结：这张券后来已录取。</translation>
    </message>
    <message>
        <source>Our record came to the centre first: the holder stays in our class. The other site decides.</source>
        <translation>我方记录先到中心：学员留在本班，由对方处理。</translation>
    </message>
    <message>
        <source>Their record came to the centre first and counts. Ring them, then leave or ask for a review.</source>
        <translation>对方的记录先到中心，以对方为准。请先联系对方，再退出或申请复核。</translation>
    </message>
    <message>
        <source>Nothing is lost: the record is kept, and the class manager can look at it.</source>
        <translation>记录没有丢失，班主任可以查看。</translation>
    </message>
    <message>
        <source>Theirs counts: leave our class</source>
        <translation>以对方为准，退出本班</translation>
    </message>
    <message>
        <source>Leave the class</source>
        <translation>退出本班</translation>
    </message>
    <message>
        <source>An officer looks, and the answer comes here.</source>
        <translation>主管部门会核实并答复。</translation>
    </message>
    <message>
        <source>Ask for a review</source>
        <translation>申请复核</translation>
    </message>
    <message>
        <source>An officer looks, and both sites get the answer.</source>
        <translation>主管部门会核实，并答复两边。</translation>
    </message>
    <message>
        <source>the newest {n}, all under Readiness</source>
        <translation>最新 {n} 条，全部在“准备”里查</translation>
    </message>
    <message>
        <source>An officer has been asked to look; the answer comes here.</source>
        <translation>已申请主管部门复核，答复会到这里。</translation>
    </message>
    <message>
        <source>Noted, we enrol again</source>
        <translation>知道了，重新录取</translation>
    </message>
    <message>
        <source>It leaves this list; scan the voucher again to enrol.</source>
        <translation>移出待处理；重新扫码即可录取。</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>It leaves this list; the record stays.</source>
        <translation>移出待处理，记录保留。</translation>
    </message>
    <message>
        <source>left the class</source>
        <translation>退出本班</translation>
    </message>
    <message>
        <source>asked for a review</source>
        <translation>申请复核</translation>
    </message>
    <message>
        <source>took note</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Decided here {time}: {what}</source>
        <translation>{time} 在本机处理：{what}</translation>
    </message>
    <message>
        <source>the centre did not take it: {why}</source>
        <translation>中心未接受：{why}</translation>
    </message>
    <message>
        <source>saved, not sent to the centre yet</source>
        <translation>已保存，尚未上传</translation>
    </message>
    <message>
        <source>the centre has it since {time}</source>
        <translation>中心已于 {time} 收到</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>办理</translation>
    </message>
    <message>
        <source>At the centre</source>
        <translation>到达中心</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>经办</translation>
    </message>
</context>
<context>
    <name>AttentionView</name>
    <message>
        <source>Nothing needs attention</source>
        <translation>没有待处理的事项</translation>
    </message>
    <message>
        <source>What the centre does not simply take appears here, with what to do.</source>
        <translation>中心没有直接收下的记录会出现在这里，并告诉您怎么办。</translation>
    </message>
</context>
<context>
    <name>CameraChooser</name>
    <message>
        <source>Choose a camera</source>
        <translation>选择摄像头</translation>
    </message>
    <message>
        <source>Camera: {name}</source>
        <translation>摄像头：{name}</translation>
    </message>
    <message>
        <source>Choose another camera</source>
        <translation>换一个摄像头</translation>
    </message>
</context>
<context>
    <name>CameraStep</name>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Hold any QR code before it, on a phone or on paper. Nothing of it is recorded.</source>
        <translation>把任意二维码（手机或纸上）放到镜头前。不会记录任何内容。</translation>
    </message>
    <message>
        <source>✓ Read a code of {n} characters. The camera is good.</source>
        <translation>✓ 读到 {n} 个字符的码。摄像头正常。</translation>
    </message>
</context>
<context>
    <name>CameraView</name>
    <message>
        <source>Starting the camera…</source>
        <translation>正在启动摄像头…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>CancelSheet</name>
    <message>
        <source>Cancel the session of {at}</source>
        <translation>取消 {at} 的课次</translation>
    </message>
    <message>
        <source>Class hours that fall away: {n}; nobody counts as absent. This cannot be taken back here.</source>
        <translation>减少 {n} 课时，不记任何人缺勤。在这里不能撤回。</translation>
    </message>
    <message>
        <source>Cancel the session</source>
        <translation>取消课次</translation>
    </message>
    <message>
        <source>The teacher is ill</source>
        <translation>教师生病</translation>
    </message>
    <message>
        <source>Bad weather</source>
        <translation>恶劣天气</translation>
    </message>
    <message>
        <source>The room cannot be used</source>
        <translation>教室无法使用</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Cancel the class</source>
        <translation>取消班级</translation>
    </message>
    <message>
        <source>Trainees who lose their place: {n}. Their vouchers can be used elsewhere, and all sessions fall away. What was attended stays on record. This cannot be taken back here.</source>
        <translation>{n} 名学员将退出本班，培训券可在别处使用，全部课次取消；已有的考勤记录保留。在这里不能撤回。</translation>
    </message>
    <message>
        <source>Too few trainees</source>
        <translation>报名人数不足</translation>
    </message>
    <message>
        <source>No teacher can be found</source>
        <translation>没有合适的教师</translation>
    </message>
    <message>
        <source>The project was given up</source>
        <translation>培训项目停办</translation>
    </message>
    <message>
        <source>Yes, cancel “{name}”</source>
        <translation>是，取消“{name}”</translation>
    </message>
    <message>
        <source>Say why, in a few words.</source>
        <translation>请简单写明原因。</translation>
    </message>
</context>
<context>
    <name>CentreStep</name>
    <message>
        <source>Site and centre</source>
        <translation>培训地点和中心</translation>
    </message>
    <message>
        <source>The address and the one-time code come from the centre. The code is used up only by joining.</source>
        <translation>地址和一次性代码由中心提供。只有加入成功才会用掉代码。</translation>
    </message>
    <message>
        <source>Set by IT in site.toml</source>
        <translation>由 IT 在 site.toml 中设置</translation>
    </message>
    <message>
        <source>Address of the centre</source>
        <translation>中心的地址</translation>
    </message>
    <message>
        <source>Set by IT in site.toml; type here only another one</source>
        <translation>已由 IT 在 site.toml 中设置；只有换用另一个时才在此输入</translation>
    </message>
    <message>
        <source>One-time code for this PC</source>
        <translation>本机的一次性代码</translation>
    </message>
    <message>
        <source>Test the address</source>
        <translation>测试地址</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>✓ This PC has joined its site.</source>
        <translation>✓ 本机已加入培训地点。</translation>
    </message>
    <message>
        <source>Asking the centre…</source>
        <translation>正在询问中心…</translation>
    </message>
    <message>
        <source>Type the code the centre gave for this PC.</source>
        <translation>请输入中心为本机提供的代码。</translation>
    </message>
    <message>
        <source>Joining…</source>
        <translation>正在加入…</translation>
    </message>
    <message>
        <source>Nothing answers. Look at the cable and the proxy; it is tried again by itself.</source>
        <translation>没有应答。请检查网线和代理；程序会自动重试。</translation>
    </message>
    <message>
        <source>Nothing answers. Look at the cable and the proxy, then try again.</source>
        <translation>没有应答。请检查网线和代理设置，然后重试。</translation>
    </message>
    <message>
        <source>✓ Joined: {site}</source>
        <translation>✓ 已加入：{site}</translation>
    </message>
    <message>
        <source>The centre does not take this code: mistyped, used already, or too old. Ask for a new one.</source>
        <translation>中心不接受此代码：输错、已用过或已过期。请索取新的代码。</translation>
    </message>
    <message>
        <source>The address must look like https://centre.example, without a path.</source>
        <translation>地址应形如 https://centre.example，不带路径。</translation>
    </message>
</context>
<context>
    <name>CheckIn</name>
    <message>
        <source>Please show the voucher</source>
        <translation>请出示培训券</translation>
    </message>
    <message>
        <source>Hold the phone&apos;s code before the camera, screen bright, a hand&apos;s width away.</source>
        <translation>把手机上的二维码对准摄像头，调亮屏幕，相距约一掌。</translation>
    </message>
    <message>
        <source>Next: {time}, {name}. F3 chooses another session.</source>
        <translation>下一课次：{time}，{name}。按 F3 可选其他课次。</translation>
    </message>
    <message>
        <source>No session now</source>
        <translation>现在没有课次</translation>
    </message>
    <message>
        <source>No. {n} to sign in</source>
        <translation>第 {n} 号</translation>
    </message>
    <message>
        <source>No further session is planned. Ask the class manager.</source>
        <translation>之后没有安排课次，请问班主任。</translation>
    </message>
    <message>
        <source>The voucher is good, but there is no session now</source>
        <translation>券有效，但现在没有课次</translation>
    </message>
    <message>
        <source>No session now. At sign-in the centre has to confirm this code</source>
        <translation>现在没有课次，此码签到时需中心确认</translation>
    </message>
    <message>
        <source>Move a little closer</source>
        <translation>请靠近一点</translation>
    </message>
    <message>
        <source>Move a little back</source>
        <translation>请离远一点</translation>
    </message>
    <message>
        <source>Show the whole code</source>
        <translation>请露出整个二维码</translation>
    </message>
    <message>
        <source>Too dark here: more light, please</source>
        <translation>光线太暗，请开灯</translation>
    </message>
    <message>
        <source>Reflection: tilt the phone a little</source>
        <translation>屏幕反光，请把手机稍微转一下</translation>
    </message>
    <message>
        <source>Hold still for a moment</source>
        <translation>请拿稳，停一下</translation>
    </message>
    <message>
        <source>Not sharp: move slowly back</source>
        <translation>画面不清楚，请慢慢往后移</translation>
    </message>
    <message>
        <source>Turn the phone&apos;s brightness up</source>
        <translation>请把手机屏幕调亮</translation>
    </message>
    <message>
        <source>Two vouchers in view: show one at a time</source>
        <translation>画面里有两张券，请一次出示一张</translation>
    </message>
    <message>
        <source>Several vouchers: show one at a time</source>
        <translation>画面里有好几张券，请一次出示一张</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>没有保存</translation>
    </message>
    <message>
        <source>Please ask the person to wait</source>
        <translation>请学员稍候，先不要离开</translation>
    </message>
    <message>
        <source>{what}. {remedy}</source>
        <translation>{what}。{remedy}</translation>
    </message>
    <message>
        <source>Code {code}</source>
        <translation>代码 {code}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Places left: {n}</source>
        <translation>剩余名额 {n}</translation>
    </message>
    <message>
        <source>{done} of {all} class hours</source>
        <translation>已上 {done} / {all} 课时</translation>
    </message>
    <message>
        <source>By the list of {time}</source>
        <translation>依据 {time} 的作废清单</translation>
    </message>
    <message>
        <source>It opens at {time}. Please come back then.</source>
        <translation>{time} 开放签到，请届时再来。</translation>
    </message>
    <message>
        <source>Belongs to {name}, {time}.</source>
        <translation>属于 {name}，{time}。</translation>
    </message>
    <message>
        <source>One more absence and the required hours are missed</source>
        <translation>再缺 1 次将不达标</translation>
    </message>
    <message>
        <source>The required hours can no longer be reached</source>
        <translation>课时已无法达标</translation>
    </message>
    <message>
        <source>Did not sign out last time</source>
        <translation>上次没有签退</translation>
    </message>
    <message>
        <source>The voucher ends on {day}</source>
        <translation>券有效期至 {day}</translation>
    </message>
    <message>
        <source>Undo the sign-in</source>
        <translation>撤销签到</translation>
    </message>
    <message>
        <source>To the attendance sheet</source>
        <translation>去考勤表补签</translation>
    </message>
    <message>
        <source>Find the person by hand</source>
        <translation>改为手工找人</translation>
    </message>
    <message>
        <source>Ask the centre again</source>
        <translation>再问一次中心</translation>
    </message>
    <message>
        <source>Fetch the newest lists</source>
        <translation>立即更新名单</translation>
    </message>
    <message>
        <source>Choose another session</source>
        <translation>选择其他课次</translation>
    </message>
    <message>
        <source>Enrol in {name}</source>
        <translation>录取到 {name}</translation>
    </message>
    <message>
        <source>Change to the {time} session</source>
        <translation>换到 {time} 课次</translation>
    </message>
    <message>
        <source>Enrol in this class</source>
        <translation>录取到本班</translation>
    </message>
</context>
<context>
    <name>CheckInView</name>
    <message>
        <source>Asking the centre…</source>
        <translation>正在查询中心…</translation>
    </message>
    <message>
        <source>One moment, please.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>Who is at the desk?</source>
        <translation>请选择经办人</translation>
    </message>
    <message>
        <source>Choose the operator at the top right; names come with the next update from the centre.</source>
        <translation>请在右上角选择经办人；名单随中心下次更新到达。</translation>
    </message>
    <message>
        <source>Sign in a group (F4)</source>
        <translation>团体签到 (F4)</translation>
    </message>
    <message>
        <source>Sign in a group</source>
        <translation>团体签到</translation>
    </message>
    <message>
        <source>Nothing was recorded.</source>
        <translation>本次没有登记。</translation>
    </message>
    <message>
        <source>The newest lists are here</source>
        <translation>名单已是最新</translation>
    </message>
    <message>
        <source>Undone: {name}</source>
        <translation>已撤销：{name}</translation>
    </message>
    <message>
        <source>Records wait safely on this PC until it is back.</source>
        <translation>记录安全保存在本机，恢复后自动上传。</translation>
    </message>
    <message>
        <source>The centre cannot be reached now</source>
        <translation>现在连不上中心</translation>
    </message>
</context>
<context>
    <name>ClassChooser</name>
    <message>
        <source>No class yet</source>
        <translation>还没有班级</translation>
    </message>
    <message>
        <source>Class: {name}</source>
        <translation>班级：{name}</translation>
    </message>
    <message>
        <source>Choose the class</source>
        <translation>选择班级</translation>
    </message>
</context>
<context>
    <name>ClassList</name>
    <message>
        <source>Classes of this site</source>
        <translation>本教学点的班级</translation>
    </message>
    <message>
        <source>Opening report: {words}</source>
        <translation>开班反馈：{words}</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>班数</translation>
    </message>
</context>
<context>
    <name>ClassPage</name>
    <message>
        <source>All classes</source>
        <translation>全部班级</translation>
    </message>
    <message>
        <source>Cancel the class…</source>
        <translation>取消班级…</translation>
    </message>
    <message>
        <source>Opening report</source>
        <translation>开班反馈</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>课次</translation>
    </message>
    <message>
        <source>People</source>
        <translation>学员</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>成绩</translation>
    </message>
    <message>
        <source>Parts of the class</source>
        <translation>班级的各部分</translation>
    </message>
    <message>
        <source>{n} / {all} class hours held</source>
        <translation>已上 {n} / {all} 课时</translation>
    </message>
    <message>
        <source>attendance {n} %</source>
        <translation>出勤率 {n}%</translation>
    </message>
    <message>
        <source>A class manager can cancel a class.</source>
        <translation>班主任可以取消班级。</translation>
    </message>
    <message>
        <source>The centre did not cancel the class: {why}</source>
        <translation>中心没有取消这个班：{why}</translation>
    </message>
</context>
<context>
    <name>Classes</name>
    <message>
        <source>No sessions yet</source>
        <translation>还没有课次</translation>
    </message>
    <message>
        <source>{n} / {all} people</source>
        <translation>{n} / {all} 人</translation>
    </message>
    <message>
        <source>Cancelled here, waiting for the centre</source>
        <translation>本机已取消，等待中心</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>已结班</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>课已上完</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未开班</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>无需报送</translation>
    </message>
    <message>
        <source>Reported in time</source>
        <translation>已按时报送</translation>
    </message>
    <message>
        <source>Reported late</source>
        <translation>逾期报送</translation>
    </message>
    <message>
        <source>Sent, waiting for the receipt</source>
        <translation>已报送，等待回执</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>未被收下</translation>
    </message>
    <message>
        <source>Report overdue</source>
        <translation>反馈逾期</translation>
    </message>
    <message>
        <source>To be reported</source>
        <translation>待报送</translation>
    </message>
    <message>
        <source>Due in {time}</source>
        <translation>还剩 {time}</translation>
    </message>
    <message>
        <source>The class is cancelled: nothing to report</source>
        <translation>班级已取消，无需报送</translation>
    </message>
    <message>
        <source>The class is reported, in time</source>
        <translation>开班反馈已按时报送</translation>
    </message>
    <message>
        <source>The class is reported, but late</source>
        <translation>开班反馈已报送，但逾期</translation>
    </message>
    <message>
        <source>The report is sent; the receipt has not come yet</source>
        <translation>开班反馈已报送，等待中心回执</translation>
    </message>
    <message>
        <source>The centre did not take the report</source>
        <translation>中心没有收下开班反馈</translation>
    </message>
    <message>
        <source>The report is overdue: send it now all the same</source>
        <translation>开班反馈已逾期，仍请尽快报送</translation>
    </message>
    <message>
        <source>The class is to be reported before it begins</source>
        <translation>开班前须报送开班反馈</translation>
    </message>
    <message>
        <source>{time} left for the report</source>
        <translation>开班反馈还剩 {time}</translation>
    </message>
    <message>
        <source>Due by {at}</source>
        <translation>截止 {at}</translation>
    </message>
    <message>
        <source>Reported {at}</source>
        <translation>报送 {at}</translation>
    </message>
    <message>
        <source>Receipt of the centre {at}</source>
        <translation>中心回执 {at}</translation>
    </message>
    <message>
        <source>Sessions are set</source>
        <translation>课次已排</translation>
    </message>
    <message>
        <source>The centre has sent no session yet: ask it to set them</source>
        <translation>中心还没有下发课次，请中心排课</translation>
    </message>
    <message>
        <source>Every session has a room</source>
        <translation>每次课都有教室</translation>
    </message>
    <message>
        <source>A session has no room</source>
        <translation>有课次未定教室</translation>
    </message>
    <message>
        <source>Every session has a teacher</source>
        <translation>每次课都有教师</translation>
    </message>
    <message>
        <source>A session has no teacher</source>
        <translation>有课次未定教师</translation>
    </message>
    <message>
        <source>Class hours are enough</source>
        <translation>课时足够</translation>
    </message>
    <message>
        <source>{n} of {all} class hours planned: ask the centre for more sessions</source>
        <translation>已排 {n} / {all} 课时，请中心增加课次</translation>
    </message>
    <message>
        <source>Trainees are enrolled</source>
        <translation>已有学员录取</translation>
    </message>
    <message>
        <source>Nobody is enrolled yet</source>
        <translation>还没有录取学员</translation>
    </message>
    <message>
        <source>The class is not overfull</source>
        <translation>人数未超</translation>
    </message>
    <message>
        <source>{people} are enrolled: move some to another class</source>
        <translation>已录取 {people}，请将部分学员转到别的班</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>未上</translation>
    </message>
    <message>
        <source>On now</source>
        <translation>正在上</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>已上</translation>
    </message>
    <message>
        <source>Changed, waiting for the centre</source>
        <translation>已调整，等待中心</translation>
    </message>
    <message>
        <source>Cancelled, waiting for the centre</source>
        <translation>已取消，等待中心</translation>
    </message>
    <message>
        <source>Waiting for the centre</source>
        <translation>等待中心</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>Announced, no voucher read yet</source>
        <translation>已报名，尚未读券</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>已录取</translation>
    </message>
    <message>
        <source>Enrolled here, waiting for the centre</source>
        <translation>本机已录取，等待中心</translation>
    </message>
    <message>
        <source>To be confirmed by the centre</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>In conflict with another class</source>
        <translation>与别的班冲突</translation>
    </message>
    <message>
        <source>Not granted by the centre</source>
        <translation>中心未准许</translation>
    </message>
    <message>
        <source>{d} d {h} h</source>
        <translation>{d} 天 {h} 小时</translation>
    </message>
    <message>
        <source>{h} h {m} min</source>
        <translation>{h} 小时 {m} 分</translation>
    </message>
</context>
<context>
    <name>ClassesView</name>
    <message>
        <source>Classes</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Filter the classes   F2</source>
        <translation>筛选班级   F2</translation>
    </message>
    <message>
        <source>Filter the classes</source>
        <translation>筛选班级</translation>
    </message>
    <message>
        <source>One moment, please.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>还没有班级</translation>
    </message>
    <message>
        <source>Classes arrive with the next update.</source>
        <translation>下次更新时会带来班级。</translation>
    </message>
</context>
<context>
    <name>ClockBanner</name>
    <message>
        <source>This PC&apos;s clock is {amount} fast: it shows {shown}, but it is {right}.</source>
        <translation>本机时钟快了 {amount}：显示 {shown}，实为 {right}。</translation>
    </message>
    <message>
        <source>This PC&apos;s clock is {amount} slow: it shows {shown}, but it is {right}.</source>
        <translation>本机时钟慢了 {amount}：显示 {shown}，实为 {right}。</translation>
    </message>
    <message>
        <source>Go on working: records carry the right time.</source>
        <translation>请照常工作，记录用的是正确时间。</translation>
    </message>
    <message>
        <source>Set the clock…</source>
        <translation>校准时钟…</translation>
    </message>
    <message>
        <source>Please set it to network time.</source>
        <translation>请校准为网络时间。</translation>
    </message>
    <message>
        <source>{days} day(s)</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>CloseDaySheet</name>
    <message>
        <source>Close of the day</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>Figures as this PC knows them now. A day can be closed anew: the last close counts.</source>
        <translation>按本机现有记录统计。可重新日结，以最后一次为准。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Print the daily sheet</source>
        <translation>打印日结单</translation>
    </message>
    <message>
        <source>Close the day again</source>
        <translation>重新日结</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>✓ Closed {time} by {name}</source>
        <translation>✓ {time} 由 {name} 日结</translation>
    </message>
    <message>
        <source>the centre has it</source>
        <translation>中心已收到</translation>
    </message>
    <message>
        <source>not sent yet</source>
        <translation>尚未上传</translation>
    </message>
    <message>
        <source>After the close: {count} corrections or leaves</source>
        <translation>日结之后又有 {count} 条补签或请假</translation>
    </message>
    <message>
        <source>… Sessions not over yet: {count}</source>
        <translation>… {count} 个课次还没有结束</translation>
    </message>
    <message>
        <source>… Records waiting to be sent: {count}; they go by themselves</source>
        <translation>… {count} 条记录待上传，会自动上传</translation>
    </message>
    <message>
        <source>⚑ Records that need attention: {count}</source>
        <translation>⚑ {count} 条记录待处理</translation>
    </message>
    <message>
        <source>? Corrections waiting for another class manager: {count}</source>
        <translation>? {count} 条补签待另一位班主任批准</translation>
    </message>
    <message>
        <source>△ Trainees not signed out: {count}</source>
        <translation>△ {count} 人尚未签退</translation>
    </message>
    <message>
        <source>✓ Nothing waits.</source>
        <translation>✓ 没有待办。</translation>
    </message>
    <message>
        <source>No session on this day.</source>
        <translation>这一天没有课次。</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>课次</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>应到</translation>
    </message>
    <message>
        <source>There</source>
        <translation>实到</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>Early</source>
        <translation>早退</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺勤</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>请假</translation>
    </message>
</context>
<context>
    <name>CodesPage</name>
    <message>
        <source>A code that the program told, such as N01, or a word of what it said</source>
        <translation>程序提示的代码（如 N01），或提示中的字词</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>Every code is a letter and two digits.</source>
        <translation>代码都是一个字母加两位数字。</translation>
    </message>
    <message>
        <source>No such code</source>
        <translation>没有这个代码</translation>
    </message>
</context>
<context>
    <name>CorrectSheet</name>
    <message>
        <source>Correct attendance</source>
        <translation>补签</translation>
    </message>
    <message>
        <source>Save the correction</source>
        <translation>保存补签</translation>
    </message>
    <message>
        <source>Phone forgotten</source>
        <translation>忘带手机</translation>
    </message>
    <message>
        <source>Device failure</source>
        <translation>设备故障</translation>
    </message>
    <message>
        <source>Roll call says so</source>
        <translation>以点名册为准</translation>
    </message>
    <message>
        <source>Recorded by mistake</source>
        <translation>记录有误</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Marks: {marks}, trainees: {people}</source>
        <translation>{people} 名学员的 {marks} 个标记</translation>
    </message>
    <message>
        <source>It says so already: there is nothing to correct.</source>
        <translation>标记已是如此，无需补签。</translation>
    </message>
    <message>
        <source>Counts at once, and stays visible as a correction.</source>
        <translation>立即生效，并始终显示为补签。</translation>
    </message>
    <message>
        <source>The day is over: another class manager has to agree.</source>
        <translation>已过当日：需另一位班主任批准。</translation>
    </message>
    <message>
        <source>Say why: a reason is needed.</source>
        <translation>请写明事由。</translation>
    </message>
</context>
<context>
    <name>CountsBar</name>
    <message>
        <source>Expected</source>
        <translation>应到</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>已到</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟到</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>待确认</translation>
    </message>
</context>
<context>
    <name>DemoSheet</name>
    <message>
        <source>Sample vouchers</source>
        <translation>示例培训券</translation>
    </message>
    <message>
        <source>Voucher Desk: sample vouchers</source>
        <translation>培训券前台：示例培训券</translation>
    </message>
    <message>
        <source>Made-up people, for the demo only. Hold up one code at a time.</source>
        <translation>人物均为虚构，仅供演示。每次只出示一个二维码。</translation>
    </message>
</context>
<context>
    <name>DetailStrip</name>
    <message>
        <source>● desk</source>
        <translation>● 前台</translation>
    </message>
    <message>
        <source>◐ phone</source>
        <translation>◐ 手机</translation>
    </message>
    <message>
        <source>✎ corrected</source>
        <translation>✎ 补签</translation>
    </message>
    <message>
        <source>dashed: waits for approval</source>
        <translation>虚线框：待批准</translation>
    </message>
    <message>
        <source>{count} marks chosen</source>
        <translation>已选 {count} 个标记</translation>
    </message>
    <message>
        <source>F5 corrects them together, F6 takes leave</source>
        <translation>F5 一起补签，F6 请假</translation>
    </message>
</context>
<context>
    <name>Enrolment</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>课已上完</translation>
    </message>
    <message>
        <source>Full: {taken} of {places}</source>
        <translation>已满：{taken} / {places}</translation>
    </message>
    <message>
        <source>{left} of {places} places left</source>
        <translation>余 {left} 个名额，共 {places} 个</translation>
    </message>
    <message>
        <source>No session yet</source>
        <translation>尚无课次</translation>
    </message>
    <message>
        <source>Starts {time}</source>
        <translation>{time} 开课</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>符合</translation>
    </message>
    <message>
        <source>Already in it</source>
        <translation>已在本班</translation>
    </message>
    <message>
        <source>Other project</source>
        <translation>项目不符</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>Sign-in voucher</source>
        <translation>签到券</translation>
    </message>
    <message>
        <source>Subsidy voucher, {percent} %</source>
        <translation>补贴券，补贴比例 {percent} %</translation>
    </message>
    <message>
        <source>Any course, to sign in</source>
        <translation>任何课程，仅供签到</translation>
    </message>
    <message>
        <source>A project that no class here teaches</source>
        <translation>本点没有开设该项目的班级</translation>
    </message>
    <message>
        <source>In class now: {name}. To change the class, open the roster.</source>
        <translation>现已在班：{name}。如需转班，请到“名单”办理。</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>A code only the centre can read</source>
        <translation>只有中心能读的码</translation>
    </message>
    <message>
        <source>Just before: {name} · {answer}</source>
        <translation>上一位：{name} · {answer}</translation>
    </message>
    <message>
        <source>Somebody here, under Needs attention</source>
        <translation>请在“待处理”中办理</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>At the centre</source>
        <translation>中心处理中</translation>
    </message>
    <message>
        <source>Not granted</source>
        <translation>未获批准</translation>
    </message>
    <message>
        <source>Saved here, not sent yet</source>
        <translation>已保存在本机，尚未上传</translation>
    </message>
    <message>
        <source>The next contact with the centre</source>
        <translation>下次连上中心时</translation>
    </message>
    <message>
        <source>The centre&apos;s answer, as soon as it is reached</source>
        <translation>连上中心后由中心答复</translation>
    </message>
    <message>
        <source>The centre, by itself</source>
        <translation>由中心自行处理</translation>
    </message>
</context>
<context>
    <name>EnrolmentView</name>
    <message>
        <source>Enrolment</source>
        <translation>录取</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>集体录取</translation>
    </message>
    <message>
        <source>Whoever is announced for the class is enrolled by the scan alone</source>
        <translation>名单上的人员扫码即录取，无需再确认</translation>
    </message>
    <message>
        <source>Waiting for the centre: {n}</source>
        <translation>待中心确认：{n}</translation>
    </message>
    <message>
        <source>Enrolled of those announced</source>
        <translation>名单上已录取的人数</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Announced, still missing</source>
        <translation>名单上还没来的</translation>
    </message>
    <message>
        <source>Announced: nobody</source>
        <translation>还没有名单</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>Something went wrong</source>
        <translation>出了点问题</translation>
    </message>
    <message>
        <source>Try again; if it stays, tell IT this code.</source>
        <translation>请重试；若仍出现，请把此代码告诉信息管理员。</translation>
    </message>
    <message>
        <source>This input cannot be used</source>
        <translation>输入的内容无法使用</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>This is not known on this PC</source>
        <translation>本机没有这项资料</translation>
    </message>
    <message>
        <source>Wait for the next update from the centre, or choose again.</source>
        <translation>请等待中心下次更新，或重新选择。</translation>
    </message>
    <message>
        <source>A message has the wrong form</source>
        <translation>收到的数据格式不对</translation>
    </message>
    <message>
        <source>Update the program; if it stays, tell IT this code.</source>
        <translation>请更新程序；若仍出现，请把此代码告诉信息管理员。</translation>
    </message>
    <message>
        <source>A message is not signed by the centre</source>
        <translation>收到的数据没有中心的签名</translation>
    </message>
    <message>
        <source>Check the network; tell IT this code.</source>
        <translation>请检查网络，并把此代码告诉信息管理员。</translation>
    </message>
    <message>
        <source>The centre sent an older list than this PC already has</source>
        <translation>中心发来的清单比本机的还旧</translation>
    </message>
    <message>
        <source>Tell IT this code; this PC keeps the newer list.</source>
        <translation>请把此代码告诉信息管理员；本机保留较新的清单。</translation>
    </message>
    <message>
        <source>The record is in use by another program</source>
        <translation>另一个程序正在使用本机记录</translation>
    </message>
    <message>
        <source>Close other Voucher Desk windows and try again.</source>
        <translation>请关闭其他培训券前台窗口后重试。</translation>
    </message>
    <message>
        <source>The record was written by a newer version</source>
        <translation>本机记录由更新的版本写入</translation>
    </message>
    <message>
        <source>Install the newer version again; nothing was changed.</source>
        <translation>请重新安装较新的版本；记录未作任何改动。</translation>
    </message>
    <message>
        <source>The record cannot be read</source>
        <translation>本机记录无法读取</translation>
    </message>
    <message>
        <source>Do not delete anything; tell IT this code.</source>
        <translation>请不要删除任何文件，并把此代码告诉信息管理员。</translation>
    </message>
    <message>
        <source>The disk is full or may not be written</source>
        <translation>磁盘已满或不可写入</translation>
    </message>
    <message>
        <source>This PC has not joined a site yet</source>
        <translation>这台电脑还没有加入培训地点</translation>
    </message>
    <message>
        <source>Run: voucherdesk enrol-device --central URL --code CODE</source>
        <translation>请运行：voucherdesk enrol-device --central URL --code CODE</translation>
    </message>
    <message>
        <source>The database server cannot be reached</source>
        <translation>无法连接数据库服务器</translation>
    </message>
    <message>
        <source>Start it, or check the address, name and password in --db.</source>
        <translation>请启动数据库服务器，或检查 --db 中的地址、用户名和密码。</translation>
    </message>
    <message>
        <source>This PC has no keyring to keep the keys in</source>
        <translation>这台电脑没有可存放密钥的密钥环</translation>
    </message>
    <message>
        <source>Install and unlock a keyring (for example gnome-keyring), or set key_storage = &quot;file&quot; for a kiosk.</source>
        <translation>请安装并解锁密钥环（例如 gnome-keyring），自助终端可设置 key_storage = &quot;file&quot;。</translation>
    </message>
    <message>
        <source>The key file does not open with this passphrase</source>
        <translation>用这个口令打不开密钥文件</translation>
    </message>
    <message>
        <source>Check passphrase_file in the settings; the keys and the record were not changed.</source>
        <translation>请检查设置中的 passphrase_file；密钥和记录都没有改动。</translation>
    </message>
    <message>
        <source>The keyring is locked or does not answer</source>
        <translation>密钥环已锁定或没有回应</translation>
    </message>
    <message>
        <source>Unlock it (sign in to the PC with its password), then start again; nothing was changed.</source>
        <translation>请解锁密钥环（用密码登录本机），再重新启动程序；未作任何更改。</translation>
    </message>
    <message>
        <source>This user cannot open the record shared on this PC</source>
        <translation>当前用户无法打开本机的共享记录</translation>
    </message>
    <message>
        <source>IT puts the user into the group voucherdesk, then sign in to the PC again; nothing was changed.</source>
        <translation>请 IT 将该用户加入 voucherdesk 组，然后重新登录本机；未作任何更改。</translation>
    </message>
    <message>
        <source>Close it where it is open, perhaps as another user of this PC; then start again.</source>
        <translation>请先在已打开处关闭（可能是本机的另一用户），再重新启动。</translation>
    </message>
    <message>
        <source>The centre cannot be reached</source>
        <translation>无法连接中心</translation>
    </message>
    <message>
        <source>Go on working; records are sent when the line is back.</source>
        <translation>请照常工作；网络恢复后会自动上传。</translation>
    </message>
    <message>
        <source>Something else answered in place of the centre</source>
        <translation>应答的不是中心</translation>
    </message>
    <message>
        <source>Sign in to the network in a browser, then try again; go on working meanwhile.</source>
        <translation>请先在浏览器里登录网络再试；期间可照常工作。</translation>
    </message>
    <message>
        <source>The centre refused the request</source>
        <translation>中心拒绝了请求</translation>
    </message>
    <message>
        <source>Tell IT this code.</source>
        <translation>请把此代码告诉信息管理员。</translation>
    </message>
    <message>
        <source>The centre is busy</source>
        <translation>中心繁忙</translation>
    </message>
    <message>
        <source>Go on working; the program tries again by itself.</source>
        <translation>请照常工作；程序会自动重试。</translation>
    </message>
    <message>
        <source>This file cannot be used here</source>
        <translation>这个文件不能在此使用</translation>
    </message>
    <message>
        <source>Take the file that was made for this PC, whole, and try again; nothing was changed.</source>
        <translation>请换用为本机生成的完整文件再试；没有改动任何内容。</translation>
    </message>
    <message>
        <source>This file cannot be read as a list of people</source>
        <translation>这个文件不能作为名单读取</translation>
    </message>
    <message>
        <source>Fill in the template and save it as an Excel workbook (.xlsx); nothing was taken in.</source>
        <translation>请填写模板并保存为 Excel 工作簿（.xlsx）；没有导入任何内容。</translation>
    </message>
    <message>
        <source>What lies in the record&apos;s place is not a record of Voucher Desk</source>
        <translation>记录所在位置的文件不是培训券前台的记录</translation>
    </message>
    <message>
        <source>Move it away, or restore a backup with: voucherdesk restore FILE</source>
        <translation>请移走它，或用备份恢复：voucherdesk restore FILE</translation>
    </message>
    <message>
        <source>This PC has had no contact with the centre for too long and is locked</source>
        <translation>本机太久没有联系中心，已锁定</translation>
    </message>
    <message>
        <source>Connect it to the network, or bring receipts on a USB stick; everything recorded is kept.</source>
        <translation>请连接网络，或用 U 盘带回回执；已记录的内容都在。</translation>
    </message>
    <message>
        <source>The centre has withdrawn this PC from its site</source>
        <translation>中心已停用本机</translation>
    </message>
    <message>
        <source>To use it again, join it with a new code from the centre.</source>
        <translation>如需再用，请用中心新发的一次性代码重新加入。</translation>
    </message>
    <message>
        <source>This backup cannot be used</source>
        <translation>这个备份不能使用</translation>
    </message>
    <message>
        <source>Choose another backup; the record in use was not touched.</source>
        <translation>请另选一个备份；正在使用的记录未被改动。</translation>
    </message>
    <message>
        <source>No backup of the record could be made</source>
        <translation>无法备份本机记录</translation>
    </message>
    <message>
        <source>Free some room on the disk; everything is recorded as before, and it is tried again.</source>
        <translation>请腾出一些磁盘空间；记录照常保存，稍后会自动重试。</translation>
    </message>
    <message>
        <source>Parts of the record are damaged</source>
        <translation>本机记录有部分损坏</translation>
    </message>
    <message>
        <source>Go on working; tell IT this code. IT runs: voucherdesk repair</source>
        <translation>请继续工作，并把此代码告诉信息管理员，由其运行：voucherdesk repair</translation>
    </message>
    <message>
        <source>The centre needs a newer version of this program</source>
        <translation>中心要求使用更高版本的程序</translation>
    </message>
    <message>
        <source>Update the program; records are still sent, news is not received.</source>
        <translation>请更新程序；记录照常上传，但收不到中心的更新。</translation>
    </message>
    <message>
        <source>The scanner failed</source>
        <translation>扫码出了问题</translation>
    </message>
    <message>
        <source>Try again. If it happens again, call support and read out the code.</source>
        <translation>请重试；若再次出现，请致电支持人员并报出此代码。</translation>
    </message>
    <message>
        <source>The camera cannot be opened</source>
        <translation>摄像头打不开</translation>
    </message>
    <message>
        <source>Plug the camera in, close other programs that use it, or choose another. Reader and search still work.</source>
        <translation>请插好摄像头，关闭占用它的其他程序，或改用另一个。仍可用读码枪，或查找人员签到。</translation>
    </message>
    <message>
        <source>Check the cable and plug the camera in again. Reader and search still work.</source>
        <translation>请检查连线，重新插好摄像头。仍可用读码枪，或查找人员签到。</translation>
    </message>
    <message>
        <source>The handheld reader cannot be opened</source>
        <translation>读码枪打不开</translation>
    </message>
    <message>
        <source>Plug the reader in and close other programs that use it. It is found again by itself.</source>
        <translation>请插好读码枪，关闭占用它的其他程序。插好后会自动连上。</translation>
    </message>
    <message>
        <source>The handheld reader is gone</source>
        <translation>读码枪断开了</translation>
    </message>
    <message>
        <source>Plug the reader in again. It is found again by itself; the camera and search still work.</source>
        <translation>请重新插好读码枪，插好后会自动连上；仍可用摄像头，或查找人员签到。</translation>
    </message>
    <message>
        <source>The printer is not there any more, or takes nothing</source>
        <translation>打印机已不在，或不接收任务</translation>
    </message>
    <message>
        <source>Switch it on and look at its cable, choose another one, or save a PDF.</source>
        <translation>请打开打印机并检查连线，换一台，或存为 PDF。</translation>
    </message>
    <message>
        <source>The camera stopped sending pictures</source>
        <translation>摄像头没有画面了</translation>
    </message>
    <message>
        <source>Free some room or mend the rights; what was just done was NOT saved.</source>
        <translation>请清理磁盘空间或检查写入权限；刚才的操作没有保存。</translation>
    </message>
    <message>
        <source>The camera&apos;s picture does not change</source>
        <translation>摄像头画面一直没有变化</translation>
    </message>
    <message>
        <source>Unplug the camera and plug it in again. Reader and search still work.</source>
        <translation>请把摄像头拔下再插上。仍可用读码枪，或查找人员签到。</translation>
    </message>
    <message>
        <source>The camera&apos;s picture is black</source>
        <translation>摄像头画面全黑</translation>
    </message>
    <message>
        <source>Open the camera&apos;s cover and switch the light on. Reader and search still work.</source>
        <translation>请打开摄像头盖、开灯。仍可用读码枪，或查找人员签到。</translation>
    </message>
    <message>
        <source>This file cannot be read as a picture or a video</source>
        <translation>这个文件不是可读的图片或视频</translation>
    </message>
    <message>
        <source>Choose a JPEG, PNG, WebP, GIF, BMP or TIFF picture, or an MP4, MOV, AVI, MKV or WebM video.</source>
        <translation>请选择 JPEG、PNG、WebP、GIF、BMP、TIFF 图片，或 MP4、MOV、AVI、MKV、WebM 视频。</translation>
    </message>
    <message>
        <source>No QR decoder works on this PC</source>
        <translation>本机没有可用的二维码识别程序</translation>
    </message>
    <message>
        <source>Install the program again. On Windows the Visual C++ runtime is needed, on Linux the zbar library.</source>
        <translation>请重新安装程序；Windows 需要 Visual C++ 运行库，Linux 需要 zbar 库。</translation>
    </message>
    <message>
        <source>A QR decoder is missing</source>
        <translation>缺少一个二维码识别程序</translation>
    </message>
    <message>
        <source>Reading goes on with the other decoder. Install the program again to have both.</source>
        <translation>另一个识别程序继续工作；重新安装程序可恢复。</translation>
    </message>
    <message>
        <source>The video could not be written</source>
        <translation>视频无法写入</translation>
    </message>
    <message>
        <source>Check that the folder exists, can be written and has room, and that the name ends in .mp4 or .avi.</source>
        <translation>请确认文件夹存在、可写且有空间，文件名以 .mp4 或 .avi 结尾。</translation>
    </message>
</context>
<context>
    <name>FirstRunView</name>
    <message>
        <source>Setting up this PC</source>
        <translation>设置本机</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Finish; join later</source>
        <translation>完成，以后再加入</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Skip for now</source>
        <translation>暂时跳过</translation>
    </message>
</context>
<context>
    <name>FormSheet</name>
    <message>
        <source>Saving …</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>正在打印…</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Laying out the pages …</source>
        <translation>正在排版…</translation>
    </message>
    <message>
        <source>Pages: {n}</source>
        <translation>共 {n} 页</translation>
    </message>
    <message>
        <source>{code} This printer is not there any more. Choose another one, or save a PDF.</source>
        <translation>{code} 这台打印机已不可用。请换一台，或保存为 PDF。</translation>
    </message>
    <message>
        <source>Say why in a few words.</source>
        <translation>请简单写明理由。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>已送往打印机。</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>Print and save</source>
        <translation>打印与导出</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表样</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Why they are needed</source>
        <translation>为什么需要</translation>
    </message>
    <message>
        <source>It is written down; Enter shows the pages.</source>
        <translation>理由会记录在案；按回车显示。</translation>
    </message>
    <message>
        <source>e.g. for the inspection   Enter</source>
        <translation>如：检查需要   回车</translation>
    </message>
    <message>
        <source>Whole names and numbers</source>
        <translation>显示完整姓名和号码</translation>
    </message>
    <message>
        <source>No printer is set up on this PC. Save a PDF and print it elsewhere.</source>
        <translation>这台电脑没有打印机。可保存为 PDF，到别处打印。</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Save a PDF</source>
        <translation>保存 PDF</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>保存为 PDF</translation>
    </message>
    <message>
        <source>Save as Excel</source>
        <translation>保存为 Excel</translation>
    </message>
    <message>
        <source>Pages of the form</source>
        <translation>表样预览</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
</context>
<context>
    <name>Forms</name>
    <message>
        <source>Class roster</source>
        <translation>花名册</translation>
    </message>
    <message>
        <source>Attendance book</source>
        <translation>出勤簿</translation>
    </message>
    <message>
        <source>Assessment results</source>
        <translation>鉴定成绩单</translation>
    </message>
    <message>
        <source>Daily sheet</source>
        <translation>日结单</translation>
    </message>
</context>
<context>
    <name>FoundList</name>
    <message>
        <source>signed in already</source>
        <translation>已签到</translation>
    </message>
    <message>
        <source>Nobody found. Try two letters of pinyin or four digits.</source>
        <translation>没有找到。试试拼音首字母两个字母，或四位尾号。</translation>
    </message>
    <message>
        <source>People found</source>
        <translation>找到的人</translation>
    </message>
</context>
<context>
    <name>GroupSheet</name>
    <message>
        <source>Taken back: {n}</source>
        <translation>已撤销 {n} 人</translation>
    </message>
    <message>
        <source>Signed in: {n}</source>
        <translation>已签到 {n} 人</translation>
    </message>
    <message>
        <source>refused: {n}</source>
        <translation>拒绝 {n} 人</translation>
    </message>
    <message>
        <source>stopped before the end</source>
        <translation>中途停止</translation>
    </message>
    <message>
        <source>present</source>
        <translation>已到</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>正在签到…</translation>
    </message>
    <message>
        <source>Sign in a group</source>
        <translation>团体签到</translation>
    </message>
    <message>
        <source>Filter: pinyin, name, tail of ID</source>
        <translation>筛选：拼音 / 姓名 / 证件尾号</translation>
    </message>
    <message>
        <source>Filter the list</source>
        <translation>筛选名单</translation>
    </message>
    <message>
        <source>People of the session</source>
        <translation>本课次学员</translation>
    </message>
    <message>
        <source>All in the list</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Sign in: {n}</source>
        <translation>签到 {n} 人</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Nobody is enrolled in this class yet.</source>
        <translation>本班还没有学员。</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>List of void vouchers</source>
        <translation>作废清单</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Handheld reader</source>
        <translation>读码枪</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用状态</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>中心</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>加入码</translation>
    </message>
    <message>
        <source>voucher-desk {program}, {system}</source>
        <translation>培训券前台 {program}，{system}</translation>
    </message>
    <message>
        <source>unpacked</source>
        <translation>未安装（直接运行）</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>{file}, and variables for: {names}</source>
        <translation>{file}，另有环境变量：{names}</translation>
    </message>
    <message>
        <source>as the program comes; there is no {file}</source>
        <translation>默认设置；没有 {file}</translation>
    </message>
    <message>
        <source>reads, version {version}</source>
        <translation>能读码，版本 {version}</translation>
    </message>
    <message>
        <source>missing: {detail}</source>
        <translation>缺少：{detail}</translation>
    </message>
    <message>
        <source>Install the program again; on Linux zbar needs the package libzbar0.</source>
        <translation>请重新安装程序；Linux 上 zbar 需要软件包 libzbar0。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>Plug one in; search works without.</source>
        <translation>请接上一个；没有也能用查找。</translation>
    </message>
    <message>
        <source>{names}</source>
        <translation>{names}</translation>
    </message>
    <message>
        <source>as a keyboard: set to a US keyboard, Enter after each code; on a serial port: {ports}</source>
        <translation>作为键盘：设为美式键盘，每个码后加回车；串口：{ports}</translation>
    </message>
    <message>
        <source>as a keyboard: set to a US keyboard, Enter after each code; on a serial port: none</source>
        <translation>作为键盘：设为美式键盘，每个码后加回车；串口：没有</translation>
    </message>
    <message>
        <source>Plug in {port}, or set reader to another port.</source>
        <translation>请接上 {port}，或把读码枪改设为别的端口。</translation>
    </message>
    <message>
        <source>{storage}, holds device key</source>
        <translation>{storage}，存有本机密钥</translation>
    </message>
    <message>
        <source>{storage}, no device key</source>
        <translation>{storage}，没有本机密钥</translation>
    </message>
    <message>
        <source>{storage}, holds device key; it lies open: {open}</source>
        <translation>{storage}，存有本机密钥；密钥未上锁：{open}</translation>
    </message>
    <message>
        <source>{storage}, no device key; it lies open: {open}</source>
        <translation>{storage}，没有本机密钥；密钥未上锁：{open}</translation>
    </message>
    <message>
        <source>Use a keyring, or name a passphrase_file outside the home that only this user may read.</source>
        <translation>请使用系统密钥环，或在 passphrase_file 中指定一个位于数据文件夹之外、只有本用户可读的口令文件。</translation>
    </message>
    <message>
        <source>file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>系统密钥环</translation>
    </message>
    <message>
        <source>machine</source>
        <translation>本机共用</translation>
    </message>
    <message>
        <source>other users may read the key file</source>
        <translation>其他用户可以读取密钥文件</translation>
    </message>
    <message>
        <source>whoever can copy the key file can read the record</source>
        <translation>谁能复制密钥文件，谁就能读取记录</translation>
    </message>
    <message>
        <source>the passphrase lies beside the key file</source>
        <translation>口令与密钥文件放在一起</translation>
    </message>
    <message>
        <source>is there, but did not read the test code</source>
        <translation>已安装，但没有读出测试码</translation>
    </message>
    <message>
        <source>{code}: not used by this PC</source>
        <translation>{code}：本机未使用</translation>
    </message>
    <message>
        <source>{code}: this PC has joined by it</source>
        <translation>{code}：本机已用它加入</translation>
    </message>
    <message>
        <source>{code}: the centre refused it, {why}</source>
        <translation>{code}：中心不接受（{why}）</translation>
    </message>
    <message>
        <source>Ask the centre for a new code and put it into site.toml, or type it into the window.</source>
        <translation>请向中心要一个新的加入码，写入 site.toml，或在窗口中输入。</translation>
    </message>
    <message>
        <source>{mb} MB free</source>
        <translation>剩余 {mb} MB</translation>
    </message>
    <message>
        <source>Free at least {least} MB.</source>
        <translation>请至少腾出 {least} MB。</translation>
    </message>
    <message>
        <source>{n} facts, chain whole</source>
        <translation>{n} 条记录，链完整</translation>
    </message>
    <message>
        <source>{n} facts at risk, {pages} pages damaged</source>
        <translation>{n} 条记录有风险，{pages} 页损坏</translation>
    </message>
    <message>
        <source>Delete nothing; close the window and run: voucherdesk repair</source>
        <translation>不要删除任何文件；关闭窗口后运行：voucherdesk repair</translation>
    </message>
    <message>
        <source>site {site}</source>
        <translation>培训地点 {site}</translation>
    </message>
    <message>
        <source>{at} {zone}</source>
        <translation>{at}（{zone}）</translation>
    </message>
    <message>
        <source>{at} {zone}, looked at {looked} {zone}: whole</source>
        <translation>{at}（{zone}），{looked} 检查：完好</translation>
    </message>
    <message>
        <source>{at} {zone}, looked at {looked} {zone}: damaged</source>
        <translation>{at}（{zone}），{looked} 检查：有损坏</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>none yet, looked at {looked} {zone}: whole</source>
        <translation>还没有；{looked}（{zone}）检查：完好</translation>
    </message>
    <message>
        <source>none yet, looked at {looked} {zone}: damaged</source>
        <translation>还没有；{looked}（{zone}）检查：有损坏</translation>
    </message>
    <message>
        <source>Leave the program running, or run: voucherdesk sync --once</source>
        <translation>让程序开着，或运行：voucherdesk sync --once</translation>
    </message>
    <message>
        <source>the centre answers</source>
        <translation>中心有应答</translation>
    </message>
    <message>
        <source>the centre answers, its data here is complete</source>
        <translation>中心有应答，本机上的中心数据完整</translation>
    </message>
    <message>
        <source>the centre answers, its data here differs and will be fetched anew within a day</source>
        <translation>中心有应答，本机上的中心数据有出入，一天内会重新获取</translation>
    </message>
    <message>
        <source>{title}; last: {at} {zone}</source>
        <translation>{title}；上次联系：{at}（{zone}）</translation>
    </message>
    <message>
        <source>{title}; last: never</source>
        <translation>{title}；从未联系过</translation>
    </message>
    <message>
        <source>{minutes} minutes off</source>
        <translation>相差 {minutes} 分钟</translation>
    </message>
    <message>
        <source>{days} days off</source>
        <translation>相差 {days} 天</translation>
    </message>
    <message>
        <source>Set the PC&apos;s clock; work goes on.</source>
        <translation>请校准本机时钟；工作照常。</translation>
    </message>
    <message>
        <source>trusted</source>
        <translation>可信</translation>
    </message>
    <message>
        <source>doubtful</source>
        <translation>存疑</translation>
    </message>
    <message>
        <source>Connect to the centre once.</source>
        <translation>请与中心连接一次。</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} 条等待</translation>
    </message>
    <message>
        <source>{n} waiting, {m} need attention</source>
        <translation>{n} 条等待，{m} 条待处理</translation>
    </message>
    <message>
        <source>Save as PDF still works; add one in the system&apos;s settings to print.</source>
        <translation>仍可存为 PDF；要打印请在系统设置中添加打印机。</translation>
    </message>
    <message>
        <source>✓ well</source>
        <translation>✓ 正常</translation>
    </message>
    <message>
        <source>! look</source>
        <translation>! 注意</translation>
    </message>
    <message>
        <source>✕ bad</source>
        <translation>✕ 异常</translation>
    </message>
</context>
<context>
    <name>HealthPage</name>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Copy for the phone</source>
        <translation>复制给电话支持</translation>
    </message>
    <message>
        <source>Set up step by step</source>
        <translation>逐步设置</translation>
    </message>
    <message>
        <source>Pack for support…</source>
        <translation>打包给技术支持…</translation>
    </message>
    <message>
        <source>Packed, with nobody&apos;s data in it: {file}. Tell support this code: {code}</source>
        <translation>已打包，其中没有任何人的信息：{file}。请把此代码告诉技术支持：{code}</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>To look at: {n}</source>
        <translation>需要注意：{n} 项</translation>
    </message>
    <message>
        <source>This PC is well</source>
        <translation>本机一切正常</translation>
    </message>
    <message>
        <source>Test…</source>
        <translation>测试…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Verify now</source>
        <translation>立即核查</translation>
    </message>
    <message>
        <source>Sync now</source>
        <translation>立即同步</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Reading the list …</source>
        <translation>正在读取名单…</translation>
    </message>
    <message>
        <source>The template is saved.</source>
        <translation>模板已保存。</translation>
    </message>
    <message>
        <source>Writing it down …</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>Choose at the top right who you are, then try again.</source>
        <translation>请先在右上角选择经办人，再试一次。</translation>
    </message>
    <message>
        <source>Imported: {n}</source>
        <translation>已导入 {n} 人</translation>
    </message>
    <message>
        <source>They are on the roster as announced, and are enrolled when their vouchers are read.</source>
        <translation>名单中显示为已报名；读券后即录取。</translation>
    </message>
    <message>
        <source>Left out, as they came onto the roster meanwhile: {n}</source>
        <translation>期间已在花名册上而略过：{n} 人</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>再导入一份</translation>
    </message>
    <message>
        <source>Stopped; nobody was taken in.</source>
        <translation>已停止，没有导入任何人。</translation>
    </message>
    <message>
        <source>{code} Nothing was done: the class is not open any more, or this folder cannot be used.</source>
        <translation>{code} 未作任何改动：班级已不开放，或该文件夹不能使用。</translation>
    </message>
    <message>
        <source>Choose the list</source>
        <translation>选择名单</translation>
    </message>
    <message>
        <source>Roster template.xlsx</source>
        <translation>花名册模板.xlsx</translation>
    </message>
    <message>
        <source>Save the template</source>
        <translation>保存模板</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>导入名单</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>Only lines with something to say</source>
        <translation>只看有提示的行</translation>
    </message>
    <message>
        <source>Lines of the list</source>
        <translation>名单各行</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Drop an Excel list here</source>
        <translation>把 Excel 名单拖到这里</translation>
    </message>
    <message>
        <source>Each line is checked first. Nothing is taken in until you say so.</source>
        <translation>先逐行检查；确认之前不会导入。</translation>
    </message>
    <message>
        <source>Import {n}, leave out {m}</source>
        <translation>导入 {n} 人，略过 {m} 行</translation>
    </message>
    <message>
        <source>Import {n}</source>
        <translation>导入 {n} 人</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Fine: {n}</source>
        <translation>可导入 {n}</translation>
    </message>
    <message>
        <source>To look at: {n}</source>
        <translation>请留意 {n}</translation>
    </message>
    <message>
        <source>Left out: {n}</source>
        <translation>略过 {n}</translation>
    </message>
    <message>
        <source>Sheet: {name}</source>
        <translation>工作表：{name}</translation>
    </message>
    <message>
        <source>Hidden sheets not read: {n}</source>
        <translation>未读隐藏工作表 {n}</translation>
    </message>
</context>
<context>
    <name>LanguageStep</name>
    <message>
        <source>Language and size</source>
        <translation>语言和大小</translation>
    </message>
    <message>
        <source>So that everybody can read it from where they stand.</source>
        <translation>让每个人站在原处也看得清。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>显示大小</translation>
    </message>
    <message>
        <source>The size holds from the next start of the program.</source>
        <translation>大小在下次启动程序后生效。</translation>
    </message>
</context>
<context>
    <name>LeaveSheet</name>
    <message>
        <source>Call off</source>
        <translation>取消报名</translation>
    </message>
    <message>
        <source>Leave the class</source>
        <translation>退班</translation>
    </message>
    <message>
        <source>The person is taken off the list of who will come.</source>
        <translation>将从报名名单中移除。</translation>
    </message>
    <message>
        <source>The place becomes free and the voucher can be used again. What was attended stays on record.</source>
        <translation>名额空出，券可再次使用；已有的考勤保留。</translation>
    </message>
</context>
<context>
    <name>List</name>
    <message>
        <source>The file cannot be opened. Is it still there, or open in Excel?</source>
        <translation>文件打不开。请看文件是否还在，或是否正在 Excel 中打开。</translation>
    </message>
    <message>
        <source>This is no Excel workbook. Choose an .xlsx file.</source>
        <translation>这不是 Excel 工作簿。请选择 .xlsx 文件。</translation>
    </message>
    <message>
        <source>This is an old .xls file. Save it in Excel as .xlsx.</source>
        <translation>这是旧版 .xls 文件。请在 Excel 中另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The file has a password. Take it off in Excel and save it again.</source>
        <translation>文件设有密码。请在 Excel 中取消密码后再保存。</translation>
    </message>
    <message>
        <source>This is a text file (.csv). Open it in Excel and save it as .xlsx.</source>
        <translation>这是文本文件（.csv）。请用 Excel 打开并另存为 .xlsx。</translation>
    </message>
    <message>
        <source>The file is too large. Copy only the list into a new workbook.</source>
        <translation>文件太大。请只把名单复制到新的工作簿。</translation>
    </message>
    <message>
        <source>The sheet has more than 20,000 rows. Delete empty rows, or split it.</source>
        <translation>表格超过 20,000 行。请删除空行，或分成几份。</translation>
    </message>
    <message>
        <source>The file is damaged. Open it in Excel and save it again.</source>
        <translation>文件已损坏。请用 Excel 打开后重新保存。</translation>
    </message>
    <message>
        <source>No columns for name and ID number were found. Use the template.</source>
        <translation>没有找到姓名和证件号码两列。请使用模板。</translation>
    </message>
    <message>
        <source>A column is there twice. Delete one of them.</source>
        <translation>有一列出现了两次。请删去其中一列。</translation>
    </message>
    <message>
        <source>Nobody is on this list. Fill it in below the headings.</source>
        <translation>名单是空的。请在列名下面填写。</translation>
    </message>
    <message>
        <source>the name is missing</source>
        <translation>缺姓名</translation>
    </message>
    <message>
        <source>the name has signs that no name has</source>
        <translation>姓名中有不该有的符号</translation>
    </message>
    <message>
        <source>the ID number is missing</source>
        <translation>缺证件号码</translation>
    </message>
    <message>
        <source>the number is wrong for this document</source>
        <translation>号码与证件类型不符</translation>
    </message>
    <message>
        <source>unknown document kind</source>
        <translation>证件类型不认识</translation>
    </message>
    <message>
        <source>this is no phone number</source>
        <translation>不是电话号码</translation>
    </message>
    <message>
        <source>the text is too long</source>
        <translation>文字过长</translation>
    </message>
    <message>
        <source>Excel has lost digits; enter the number again as text</source>
        <translation>Excel 已丢失位数，请按文本重新填写号码</translation>
    </message>
    <message>
        <source>a date stands here; enter it again as text</source>
        <translation>这里成了日期，请按文本重新填写</translation>
    </message>
    <message>
        <source>a formula without a result</source>
        <translation>公式没有结果</translation>
    </message>
    <message>
        <source>merged cells; one row for each person</source>
        <translation>单元格已合并；请一人一行</translation>
    </message>
    <message>
        <source>the same number is in this list already</source>
        <translation>本表中已有相同号码</translation>
    </message>
    <message>
        <source>already in this class or announced</source>
        <translation>已在本班或已报名</translation>
    </message>
    <message>
        <source>no phone number</source>
        <translation>缺联系电话</translation>
    </message>
    <message>
        <source>the sex differs from the ID number</source>
        <translation>性别与证件号码不符</translation>
    </message>
    <message>
        <source>taken from a formula&apos;s result</source>
        <translation>取自公式结果</translation>
    </message>
    <message>
        <source>the same name twice, with different numbers</source>
        <translation>姓名相同，号码不同</translation>
    </message>
</context>
<context>
    <name>ListTable</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>可导入</translation>
    </message>
</context>
<context>
    <name>LogPage</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>How grave</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Look for   F2</source>
        <translation>查找   F2</translation>
    </message>
    <message>
        <source>Look for</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Nothing to show.</source>
        <translation>没有可显示的内容。</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间（UTC）</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>教室</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Check-in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Enrolment</source>
        <translation>录取</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>考勤</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Readiness</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Opening the record…</source>
        <translation>正在打开本机记录…</translation>
    </message>
    <message>
        <source>Voucher Desk</source>
        <translation>培训券前台</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Practise with sample vouchers</source>
        <translation>用样券练习</translation>
    </message>
    <message>
        <source>Tones are off</source>
        <translation>提示音已关</translation>
    </message>
    <message>
        <source>Tones are on</source>
        <translation>提示音已开</translation>
    </message>
    <message>
        <source>Choose operator</source>
        <translation>选择经办人</translation>
    </message>
    <message>
        <source>Operator: {name}</source>
        <translation>经办人：{name}</translation>
    </message>
    <message>
        <source>Set a PIN…</source>
        <translation>设置 PIN 码…</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>退出登录</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The centre&apos;s data here was not complete and was fetched anew; nothing recorded here changed.</source>
        <translation>本机上的中心数据不完整，已重新下载；本机的记录没有变动。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Look this code up</source>
        <translation>查这个代码</translation>
    </message>
    <message>
        <source>Look up the code {code}</source>
        <translation>查代码 {code}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>OpeningTab</name>
    <message>
        <source>Send the opening report</source>
        <translation>报送开班反馈</translation>
    </message>
    <message>
        <source>Missing points: {n}</source>
        <translation>还缺 {n} 项</translation>
    </message>
    <message>
        <source>To the roster</source>
        <translation>去名单</translation>
    </message>
    <message>
        <source>To the sessions</source>
        <translation>去课次</translation>
    </message>
    <message>
        <source>{n} / {all} class hours</source>
        <translation>{n} / {all} 课时</translation>
    </message>
    <message>
        <source>Sessions: {n}</source>
        <translation>{n} 个课次</translation>
    </message>
</context>
<context>
    <name>PeopleList</name>
    <message>
        <source>Nobody is missing.</source>
        <translation>没有未到的人员。</translation>
    </message>
    <message>
        <source>enrolled in </source>
        <translation>已录取：</translation>
    </message>
    <message>
        <source>Nobody found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>People announced</source>
        <translation>名单上的人员</translation>
    </message>
</context>
<context>
    <name>PeopleTab</name>
    <message>
        <source>Open the roster</source>
        <translation>打开名单</translation>
    </message>
</context>
<context>
    <name>PinSheet</name>
    <message>
        <source>4 to 6 digits, neither one digit repeated nor a row such as 1234.</source>
        <translation>4 至 6 位数字，不能全部相同，也不能是 1234 这样的顺序。</translation>
    </message>
    <message>
        <source>The two are not the same. Type it once more.</source>
        <translation>两次输入不一致，请再输一次。</translation>
    </message>
    <message>
        <source>Your PIN at this PC</source>
        <translation>本机 PIN 码</translation>
    </message>
    <message>
        <source>With it you take over in seconds. It holds at this PC only, once you have given your password that day, and ends after five wrong tries.</source>
        <translation>换班时几秒即可接手。仅在本机有效，且当天须先用密码登录过一次；输错五次即失效。</translation>
    </message>
    <message>
        <source>Set the PIN</source>
        <translation>设置 PIN 码</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>PIN once more</source>
        <translation>再输一次 PIN 码</translation>
    </message>
</context>
<context>
    <name>Practice</name>
    <message>
        <source>Signs in</source>
        <translation>正常签到</translation>
    </message>
    <message>
        <source>Signs in, hours are short</source>
        <translation>签到，课时将不达标</translation>
    </message>
    <message>
        <source>An old screenshot</source>
        <translation>旧截图</translation>
    </message>
    <message>
        <source>Of another class, late</source>
        <translation>别的班，已迟到</translation>
    </message>
    <message>
        <source>Of tomorrow&apos;s class</source>
        <translation>明天的班</translation>
    </message>
    <message>
        <source>Not enrolled yet</source>
        <translation>未录取</translation>
    </message>
    <message>
        <source>A guest, sign-in only</source>
        <translation>旁听，仅签到券</translation>
    </message>
    <message>
        <source>The national card&apos;s code</source>
        <translation>国家电子社保卡码</translation>
    </message>
    <message>
        <source>Signed by a new key</source>
        <translation>新密钥签发</translation>
    </message>
    <message>
        <source>A void voucher</source>
        <translation>已作废的券</translation>
    </message>
    <message>
        <source>An expired voucher</source>
        <translation>已过期的券</translation>
    </message>
    <message>
        <source>A damaged code</source>
        <translation>损坏的码</translation>
    </message>
    <message>
        <source>A payment code</source>
        <translation>付款码</translation>
    </message>
</context>
<context>
    <name>PracticePage</name>
    <message>
        <source>Practice</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Nothing of this is recorded or sent. The real desk goes on behind it.</source>
        <translation>这里的一切都不记录、不上传；正式前台在后台照常运行。</translation>
    </message>
    <message>
        <source>Leave practice</source>
        <translation>结束练习</translation>
    </message>
    <message>
        <source>Click a sample voucher, or photograph its code and hold the phone up.</source>
        <translation>点选一张样券，或用手机拍下它的码对准摄像头。</translation>
    </message>
    <message>
        <source>Sample vouchers</source>
        <translation>样券</translation>
    </message>
    <message>
        <source>Code of the chosen sample</source>
        <translation>所选样券的码</translation>
    </message>
</context>
<context>
    <name>PracticeVeil</name>
    <message>
        <source>Practice</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Practice: nothing is recorded</source>
        <translation>练习：不会记录任何内容</translation>
    </message>
</context>
<context>
    <name>PrinterStep</name>
    <message>
        <source>Printer</source>
        <translation>打印机</translation>
    </message>
    <message>
        <source>For rosters, attendance books and daily sheets.</source>
        <translation>用于打印花名册、出勤簿和日报表。</translation>
    </message>
    <message>
        <source>Print a test page</source>
        <translation>打印测试页</translation>
    </message>
    <message>
        <source>Save it as a PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>No printer is set up on this PC. PDFs can be saved all the same.</source>
        <translation>本机没有设置打印机，仍可存为 PDF。</translation>
    </message>
    <message>
        <source>✓ Saved: {file}</source>
        <translation>✓ 已保存：{file}</translation>
    </message>
    <message>
        <source>✓ Sent to the printer. Is the line whole and are the characters right?</source>
        <translation>✓ 已送往打印机。边框完整、文字正确吗？</translation>
    </message>
    <message>
        <source>✕ It cannot be written there. Look at the printer, or at the rights of the folder.</source>
        <translation>✕ 无法写入。请检查打印机或文件夹权限。</translation>
    </message>
</context>
<context>
    <name>Probe</name>
    <message>
        <source>✕ Nothing answers there. Look at the cable, the address and the proxy. N01</source>
        <translation>✕ 该地址没有应答。请检查网线、地址和代理。N01</translation>
    </message>
    <message>
        <source>✕ Something answers, but its certificate is not trusted. Look at this PC&apos;s date and at ca_file. N02</source>
        <translation>✕ 有应答，但证书不受信任。请检查本机日期和 ca_file。N02</translation>
    </message>
    <message>
        <source>✕ Another web page answers. Sign in to the network in a browser, or mend the address. N02</source>
        <translation>✕ 应答的是别的网页。请在浏览器中登录网络，或更正地址。N02</translation>
    </message>
    <message>
        <source>✓ The centre answers.</source>
        <translation>✓ 中心有应答。</translation>
    </message>
    <message>
        <source>This PC&apos;s clock agrees with it.</source>
        <translation>本机时钟与中心一致。</translation>
    </message>
    <message>
        <source>This PC&apos;s clock is off by {days} days: set it to network time. Work goes on meanwhile.</source>
        <translation>本机时钟相差 {days} 天：请设为网络时间。工作可以照常进行。</translation>
    </message>
    <message>
        <source>This PC&apos;s clock is off by {minutes} minutes: set it to network time. Work goes on meanwhile.</source>
        <translation>本机时钟相差 {minutes} 分钟：请设为网络时间。工作照常。</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>ProspectCard</name>
    <message>
        <source>Enrol into this class</source>
        <translation>录取到本班</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>The enrolment was taken back</source>
        <translation>录取已撤销</translation>
    </message>
    <message>
        <source>The place is free again.</source>
        <translation>名额已退回。</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Asking the centre…</source>
        <translation>正在询问中心…</translation>
    </message>
    <message>
        <source>Show the voucher</source>
        <translation>请出示培训券</translation>
    </message>
    <message>
        <source>Sound. Now choose the class</source>
        <translation>券有效，请选择班级</translation>
    </message>
    <message>
        <source>On the right, with F3 and the arrows.</source>
        <translation>在右侧选择：按 F3，再用方向键。</translation>
    </message>
    <message>
        <source>Enrolled already</source>
        <translation>已经录取</translation>
    </message>
    <message>
        <source>Nothing to do: the person simply signs in.</source>
        <translation>无需办理，直接签到即可。</translation>
    </message>
    <message>
        <source>Announced, not enrolled yet</source>
        <translation>在名单上，尚未录取</translation>
    </message>
    <message>
        <source>Now show the voucher: enrolling takes its code.</source>
        <translation>请出示培训券：录取需要读取券码。</translation>
    </message>
    <message>
        <source>To the camera or the reader. Or find somebody announced: F2.</source>
        <translation>对准摄像头或读码枪；也可按 F2 查找名单上的人员。</translation>
    </message>
    <message>
        <source>Begun by {name}; whoever enrols now signs for it.</source>
        <translation>由{name}开始填写；现在录取将记在您名下。</translation>
    </message>
    <message>
        <source>Nothing is recorded yet. Enter records it; the centre confirms it afterwards.</source>
        <translation>尚未登记。按 Enter 登记，随后由中心确认。</translation>
    </message>
    <message>
        <source>Can be enrolled, to be confirmed: {name}</source>
        <translation>可以录取，待中心确认：{name}</translation>
    </message>
    <message>
        <source>Can be enrolled: {name}</source>
        <translation>可以录取：{name}</translation>
    </message>
    <message>
        <source>Number ends with</source>
        <translation>证件尾号</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>培训券</translation>
    </message>
    <message>
        <source>For</source>
        <translation>适用项目</translation>
    </message>
    <message>
        <source>yes, for this class</source>
        <translation>已在本班名单上</translation>
    </message>
    <message>
        <source>On the list</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
</context>
<context>
    <name>ReaderStep</name>
    <message>
        <source>Handheld reader</source>
        <translation>读码枪</translation>
    </message>
    <message>
        <source>Scan anything with it, with a Chinese input method switched on, too. No reader? Go on.</source>
        <translation>用它扫任意一个码，开着中文输入法也可以。没有读码枪？直接继续。</translation>
    </message>
    <message>
        <source>✓ {n} characters arrived whole, none of them changed by an input method.</source>
        <translation>✓ {n} 个字符完整到达，未被输入法改动。</translation>
    </message>
    <message>
        <source>! {n} characters arrived, some of them changed. Set the reader to a US keyboard.</source>
        <translation>! 收到 {n} 个字符，其中有被改动的。请把读码枪设为美式键盘。</translation>
    </message>
</context>
<context>
    <name>Readiness</name>
    <message>
        <source>Can be held</source>
        <translation>可以上课</translation>
    </message>
    <message>
        <source>Can be held, with gaps</source>
        <translation>可以，但有缺口</translation>
    </message>
    <message>
        <source>Cannot be held</source>
        <translation>不能上课</translation>
    </message>
    <message>
        <source>No class is planned</source>
        <translation>还没有安排课次</translation>
    </message>
    <message>
        <source>Can tomorrow&apos;s classes be held without the network?</source>
        <translation>明天能断网上课吗？</translation>
    </message>
    <message>
        <source>Can the classes of {day} be held without the network?</source>
        <translation>{day} 能断网上课吗？</translation>
    </message>
    <message>
        <source>Nothing to get ready for; this PC is shown as it stands now.</source>
        <translation>没有要准备的课；下面是本机现在的情况。</translation>
    </message>
    <message>
        <source>Yes. Everything is on this PC.</source>
        <translation>可以。需要的都在本机上。</translation>
    </message>
    <message>
        <source>Yes, but not everything is there: what is missing is marked below.</source>
        <translation>可以，但有缺口：缺什么，下面已标出。</translation>
    </message>
    <message>
        <source>No, not as it stands.</source>
        <translation>不可以，照现在的样子还不行。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>List of void vouchers</source>
        <translation>作废清单</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Days without the centre</source>
        <translation>离线天数</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Handheld reader</source>
        <translation>读码枪</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>时钟</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>“Get ready now” asks the centre; else the class manager enrols people.</source>
        <translation>点“现在准备好”向中心获取；仍没有时，由班主任录取学员。</translation>
    </message>
    <message>
        <source>“Get ready now” fetches it. Without network: by stick.</source>
        <translation>点“现在准备好”即可获取；没有网络时用U盘。</translation>
    </message>
    <message>
        <source>“Get ready now” makes one.</source>
        <translation>点“现在准备好”即可备份。</translation>
    </message>
    <message>
        <source>Too early yet: “Get ready now” once more, the evening before.</source>
        <translation>现在还太早：上课前一晚再点一次“现在准备好”。</translation>
    </message>
    <message>
        <source>Plug it in; if it stays so, IT looks at it.</source>
        <translation>请接好；仍不行时找IT。</translation>
    </message>
    <message>
        <source>IT sets this PC&apos;s clock; recording goes on.</source>
        <translation>请IT校准本机时钟；登记照常进行。</translation>
    </message>
    <message>
        <source>IT makes room on this PC.</source>
        <translation>请IT在本机腾出空间。</translation>
    </message>
    <message>
        <source>Send what waits, fetch lists and rosters</source>
        <translation>上传待传记录，获取清单和名单</translation>
    </message>
    <message>
        <source>Make a verified backup</source>
        <translation>做一份经核对的备份</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>已登记</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Not taken</source>
        <translation>未被收下</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>待上传</translation>
    </message>
    <message>
        <source>Recorded with another</source>
        <translation>与已有记录合并</translation>
    </message>
    <message>
        <source>Held by the centre</source>
        <translation>中心暂存</translation>
    </message>
    <message>
        <source>Good for {n} more days</source>
        <translation>还可用 {n} 天</translation>
    </message>
    <message>
        <source>No key checks codes on that day</source>
        <translation>当天没有可用的密钥</translation>
    </message>
    <message>
        <source>The centre&apos;s, version {n}</source>
        <translation>中心规则第 {n} 版</translation>
    </message>
    <message>
        <source>Not here yet, usual figures hold</source>
        <translation>尚未收到，按常用数值执行</translation>
    </message>
    <message>
        <source>As of {time}</source>
        <translation>{time} 的清单</translation>
    </message>
    <message>
        <source>As of {time}, too old by then</source>
        <translation>{time} 的清单，届时已过旧</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>尚未收到</translation>
    </message>
    <message>
        <source>People: {n}, as of {time}</source>
        <translation>{n} 人，{time} 更新</translation>
    </message>
    <message>
        <source>People: {n}, as of {time}; newer ones are missing</source>
        <translation>{n} 人，{time} 更新：之后新增的人不在内</translation>
    </message>
    <message>
        <source>Minutes off: {n}</source>
        <translation>相差 {n} 分钟</translation>
    </message>
    <message>
        <source>Nobody is on it</source>
        <translation>名单上还没有人</translation>
    </message>
    <message>
        <source>{n} left when the class begins</source>
        <translation>开课时还剩 {n} 天</translation>
    </message>
    <message>
        <source>Only {n} left, then this PC locks itself</source>
        <translation>只剩 {n} 天，之后本机会锁定</translation>
    </message>
    <message>
        <source>Used up by then: this PC locks itself</source>
        <translation>届时已用完，本机会锁定</translation>
    </message>
    <message>
        <source>Works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Is being looked for</source>
        <translation>正在查找</translation>
    </message>
    <message>
        <source>Gives no picture; reader and search go on</source>
        <translation>没有画面；读码枪和搜索仍可用</translation>
    </message>
    <message>
        <source>Plugged in</source>
        <translation>已接好</translation>
    </message>
    <message>
        <source>As a keyboard: scan once to try it</source>
        <translation>当作键盘使用：可扫一次试试</translation>
    </message>
    <message>
        <source>Not plugged in</source>
        <translation>未接</translation>
    </message>
    <message>
        <source>Agrees with the centre</source>
        <translation>与中心一致</translation>
    </message>
    <message>
        <source>Not compared with the centre yet</source>
        <translation>尚未与中心核对</translation>
    </message>
    <message>
        <source>{free} free</source>
        <translation>剩余 {free}</translation>
    </message>
    <message>
        <source>Only {free} free</source>
        <translation>只剩 {free}</translation>
    </message>
    <message>
        <source>Only {free} free: a day may not fit</source>
        <translation>只剩 {free}：可能不够一天用</translation>
    </message>
    <message>
        <source>Made {time}</source>
        <translation>{time} 已备份</translation>
    </message>
    <message>
        <source>Last made {time}</source>
        <translation>上次备份 {time}</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>还没有记录</translation>
    </message>
</context>
<context>
    <name>ReadinessPanel</name>
    <message>
        <source>Get ready now</source>
        <translation>现在准备好</translation>
    </message>
    <message>
        <source>Classes of the day</source>
        <translation>当天的班</translation>
    </message>
    <message>
        <source>One moment, please.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>People: {n}</source>
        <translation>{n} 人</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>Signed in</source>
        <translation>已签到</translation>
    </message>
    <message>
        <source>Next, please.</source>
        <translation>下一位。</translation>
    </message>
    <message>
        <source>Signed in, late</source>
        <translation>已签到，迟到</translation>
    </message>
    <message>
        <source>It is recorded as late. Next, please.</source>
        <translation>记为迟到。下一位。</translation>
    </message>
    <message>
        <source>Already signed in</source>
        <translation>已经签到过了</translation>
    </message>
    <message>
        <source>Nothing more to do: please take a seat.</source>
        <translation>不用再签，请入座。</translation>
    </message>
    <message>
        <source>Signed out</source>
        <translation>已签退</translation>
    </message>
    <message>
        <source>Until next time.</source>
        <translation>下次再见。</translation>
    </message>
    <message>
        <source>Enrolled in this class</source>
        <translation>已录取到本班</translation>
    </message>
    <message>
        <source>The holder can sign in now.</source>
        <translation>现在可以签到。</translation>
    </message>
    <message>
        <source>Already enrolled in this class</source>
        <translation>已经在本班名单中</translation>
    </message>
    <message>
        <source>The holder can simply sign in.</source>
        <translation>直接签到即可。</translation>
    </message>
    <message>
        <source>This is not a voucher</source>
        <translation>这不是培训券</translation>
    </message>
    <message>
        <source>Please open the training voucher in the social-security card app.</source>
        <translation>请在电子社保卡里打开“职业培训券”再出示。</translation>
    </message>
    <message>
        <source>The code is damaged</source>
        <translation>二维码内容不完整</translation>
    </message>
    <message>
        <source>Please refresh the voucher on the phone and show it again.</source>
        <translation>请在手机上刷新培训券后再出示。</translation>
    </message>
    <message>
        <source>The code&apos;s signature is wrong</source>
        <translation>二维码签名不符</translation>
    </message>
    <message>
        <source>Ask for the voucher in the holder&apos;s own app; if it stays, call the centre.</source>
        <translation>请本人在自己的手机应用里打开培训券；仍不行请联系中心。</translation>
    </message>
    <message>
        <source>The code&apos;s key was withdrawn</source>
        <translation>二维码的签发密钥已停用</translation>
    </message>
    <message>
        <source>The issuer may not issue this voucher</source>
        <translation>签发方无权签发此券</translation>
    </message>
    <message>
        <source>The holder should ask the office that issued it.</source>
        <translation>请持券人联系发券单位。</translation>
    </message>
    <message>
        <source>The centre does not know this code</source>
        <translation>中心查不到此码</translation>
    </message>
    <message>
        <source>Please refresh the card&apos;s code on the phone and show it again.</source>
        <translation>请在手机上刷新电子社保卡二维码后再出示。</translation>
    </message>
    <message>
        <source>The voucher is not valid yet</source>
        <translation>培训券还没到使用日期</translation>
    </message>
    <message>
        <source>It shows its first day of use; please come again then.</source>
        <translation>券面写有开始日期，请到时再来。</translation>
    </message>
    <message>
        <source>The voucher has expired</source>
        <translation>培训券已过期</translation>
    </message>
    <message>
        <source>The holder can look for a new voucher in the app.</source>
        <translation>请持券人在应用里查看有没有新券。</translation>
    </message>
    <message>
        <source>The voucher is void</source>
        <translation>培训券已作废</translation>
    </message>
    <message>
        <source>The holder should ask the office that issued it for the reason.</source>
        <translation>请持券人向发券单位询问原因。</translation>
    </message>
    <message>
        <source>The voucher is not claimed yet</source>
        <translation>培训券还没有领取</translation>
    </message>
    <message>
        <source>Please claim it in the app first, then show it again.</source>
        <translation>请先在应用里领取，再出示。</translation>
    </message>
    <message>
        <source>The voucher is already used</source>
        <translation>培训券已使用</translation>
    </message>
    <message>
        <source>Please choose another voucher in the app, or ask the class manager.</source>
        <translation>请在应用里选另一张券，或问班主任。</translation>
    </message>
    <message>
        <source>Not on this class&apos;s roster</source>
        <translation>不在本班名单中</translation>
    </message>
    <message>
        <source>The holder can be enrolled in this class and signed in at once.</source>
        <translation>可以录取到本班，并随即签到。</translation>
    </message>
    <message>
        <source>On the roster of another class</source>
        <translation>在另一个班的名单中</translation>
    </message>
    <message>
        <source>Show the way to the other class, or change the session here.</source>
        <translation>请指引到那个班，或在这里换课次。</translation>
    </message>
    <message>
        <source>Sign-in is not open yet</source>
        <translation>还没到签到时间</translation>
    </message>
    <message>
        <source>Please come back shortly before the session starts.</source>
        <translation>请在临近上课时再来。</translation>
    </message>
    <message>
        <source>The session is over</source>
        <translation>这次课已经结束</translation>
    </message>
    <message>
        <source>The class manager can correct the attendance.</source>
        <translation>需要补签请找班主任。</translation>
    </message>
    <message>
        <source>A sign-in voucher cannot be used to enrol</source>
        <translation>签到券不能用于录取</translation>
    </message>
    <message>
        <source>It serves to sign in only; enrolling needs a subsidy voucher.</source>
        <translation>签到券只用于签到；录取需要补贴券。</translation>
    </message>
    <message>
        <source>The voucher is for another project</source>
        <translation>培训券的项目与本班不同</translation>
    </message>
    <message>
        <source>Please choose a class of the voucher&apos;s own project.</source>
        <translation>请选择与券面项目相同的班。</translation>
    </message>
    <message>
        <source>The class is full</source>
        <translation>本班名额已满</translation>
    </message>
    <message>
        <source>Please choose another class, or ask the class manager.</source>
        <translation>请选其他班，或问班主任。</translation>
    </message>
    <message>
        <source>The class is cancelled</source>
        <translation>班级已取消</translation>
    </message>
    <message>
        <source>The class manager knows what comes in its place.</source>
        <translation>请向班主任询问后续安排。</translation>
    </message>
    <message>
        <source>The class is over and closed</source>
        <translation>班级已结班</translation>
    </message>
    <message>
        <source>Please choose a class that is still open.</source>
        <translation>请选择仍开放的班级。</translation>
    </message>
    <message>
        <source>Recorded; only the centre can read this code</source>
        <translation>已登记，此码由中心识别</translation>
    </message>
    <message>
        <source>The centre confirms it later. Please take a seat.</source>
        <translation>中心随后确认，请就座。</translation>
    </message>
    <message>
        <source>It may be a screenshot: compare the name. The centre confirms it later.</source>
        <translation>可能是截图，请核对姓名；中心随后确认。</translation>
    </message>
    <message>
        <source>Recorded; the roster on this PC is old</source>
        <translation>已登记，本机名单较旧</translation>
    </message>
    <message>
        <source>Recorded; the code&apos;s key is new to this PC</source>
        <translation>已登记，本机还没有此码的密钥</translation>
    </message>
    <message>
        <source>Recorded; no list of void vouchers here yet</source>
        <translation>已登记，本机还没有作废清单</translation>
    </message>
    <message>
        <source>Recorded; the list of void vouchers is old</source>
        <translation>已登记，作废清单较旧</translation>
    </message>
    <message>
        <source>Recorded; the code was made a while ago</source>
        <translation>已登记，二维码生成较久</translation>
    </message>
    <message>
        <source>Recorded; this PC&apos;s clock is doubtful</source>
        <translation>已登记，本机时钟存疑</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>Signed in already</source>
        <translation>已经签到过</translation>
    </message>
    <message>
        <source>The earlier sign-in counts; both are kept.</source>
        <translation>以较早的一次为准，两次都留有记录。</translation>
    </message>
    <message>
        <source>Enrolled in this class already</source>
        <translation>已在本班录取</translation>
    </message>
    <message>
        <source>Nothing more to do.</source>
        <translation>无需再办。</translation>
    </message>
    <message>
        <source>The voucher is used in another class</source>
        <translation>券已在另一个班使用</translation>
    </message>
    <message>
        <source>The first record at the centre counts. Ring the other site, then leave the class or ask for a review.</source>
        <translation>以先到中心的记录为准。请先联系对方，再决定退出本班或申请复核。</translation>
    </message>
    <message>
        <source>The voucher is void</source>
        <translation>券已作废</translation>
    </message>
    <message>
        <source>The holder should ask the office that issued it for the reason.</source>
        <translation>请持券人向发券单位询问原因。</translation>
    </message>
    <message>
        <source>The voucher could not be used then</source>
        <translation>当时这张券不能使用</translation>
    </message>
    <message>
        <source>Look at its dates and state together with the holder.</source>
        <translation>请与持券人一起核对有效期和状态。</translation>
    </message>
    <message>
        <source>The centre does not know this voucher</source>
        <translation>中心查无此券</translation>
    </message>
    <message>
        <source>Ask the holder to show it again from the app.</source>
        <translation>请持券人在应用里重新出示。</translation>
    </message>
    <message>
        <source>The code is not genuine</source>
        <translation>这个码不是真的</translation>
    </message>
    <message>
        <source>Ask the holder to show the voucher in their own app.</source>
        <translation>请持券人在本人的应用里出示。</translation>
    </message>
    <message>
        <source>Nobody could read this code</source>
        <translation>没有平台能识读这个码</translation>
    </message>
    <message>
        <source>Ask the holder to show the code again.</source>
        <translation>请持券人重新出示。</translation>
    </message>
    <message>
        <source>Not enrolled in this class</source>
        <translation>未在本班录取</translation>
    </message>
    <message>
        <source>Enrol the holder, or ask for a review if it was done before.</source>
        <translation>请先录取；若早已录取，请申请复核。</translation>
    </message>
    <message>
        <source>A sign-in voucher cannot be used to enrol</source>
        <translation>签到券不能用于录取</translation>
    </message>
    <message>
        <source>Enrolling needs a subsidy voucher.</source>
        <translation>录取需要补贴券。</translation>
    </message>
    <message>
        <source>The voucher is for another project</source>
        <translation>券属于另一个培训项目</translation>
    </message>
    <message>
        <source>Choose a class of the voucher&apos;s own project.</source>
        <translation>请选择与券同一项目的班级。</translation>
    </message>
    <message>
        <source>The class is not one of this site</source>
        <translation>不是本培训地点的班级</translation>
    </message>
    <message>
        <source>Wait for the next update and choose again.</source>
        <translation>请等下次更新后重新选择。</translation>
    </message>
    <message>
        <source>The class was cancelled</source>
        <translation>班级已取消</translation>
    </message>
    <message>
        <source>Who came is kept on record. Tell the holder, whose voucher can be used elsewhere.</source>
        <translation>到场情况已留存。请告知持券人，券可用于其他班。</translation>
    </message>
    <message>
        <source>The class is over and closed</source>
        <translation>班级已结班</translation>
    </message>
    <message>
        <source>Choose a class that is still open.</source>
        <translation>请选择还在开的班级。</translation>
    </message>
    <message>
        <source>The class is full</source>
        <translation>班级已满员</translation>
    </message>
    <message>
        <source>Choose another class, or ask for a review.</source>
        <translation>请选择其他班级，或申请复核。</translation>
    </message>
    <message>
        <source>It is about a record that the centre does not have</source>
        <translation>中心没有它所指的记录</translation>
    </message>
    <message>
        <source>Wait until the earlier record has been sent.</source>
        <translation>请等先前的记录上传之后再办。</translation>
    </message>
    <message>
        <source>The centre cannot read this record</source>
        <translation>中心读不懂这条记录</translation>
    </message>
    <message>
        <source>It is kept here. Tell IT.</source>
        <translation>记录仍保存在本机，请告知信息管理员。</translation>
    </message>
    <message>
        <source>The centre does not know this kind of record yet</source>
        <translation>中心暂不认识这类记录</translation>
    </message>
    <message>
        <source>It is taken once the centre has been updated.</source>
        <translation>中心更新后会收下。</translation>
    </message>
    <message>
        <source>The institution is suspended</source>
        <translation>机构已封网</translation>
    </message>
    <message>
        <source>It is taken once the institution is served again.</source>
        <translation>解除封网后会收下。</translation>
    </message>
    <message>
        <source>Not open to this kind of institution</source>
        <translation>未对这类机构开放</translation>
    </message>
    <message>
        <source>Ask the authority.</source>
        <translation>请咨询主管部门。</translation>
    </message>
    <message>
        <source>The voucher is valid at other institutions only</source>
        <translation>券只能在其他机构使用</translation>
    </message>
    <message>
        <source>Show the holder where it can be used.</source>
        <translation>请告诉持券人可以使用的机构。</translation>
    </message>
    <message>
        <source>The class was reported already</source>
        <translation>已经报过开班</translation>
    </message>
    <message>
        <source>The report in time counts, the earlier of two.</source>
        <translation>以按时的为准，都按时则以较早的为准。</translation>
    </message>
    <message>
        <source>The opening report came late</source>
        <translation>开班反馈晚了</translation>
    </message>
    <message>
        <source>The class goes on; the check before payment asks why.</source>
        <translation>班照开，拨付前核验时要说明原因。</translation>
    </message>
    <message>
        <source>The class has no session yet</source>
        <translation>班级还没有课次</translation>
    </message>
    <message>
        <source>Set the sessions, then report it again.</source>
        <translation>排好课次后重新反馈。</translation>
    </message>
    <message>
        <source>A session has no room yet</source>
        <translation>有课次没有教室</translation>
    </message>
    <message>
        <source>Set the room, then report it again.</source>
        <translation>定好教室后重新反馈。</translation>
    </message>
    <message>
        <source>A session has no teacher yet</source>
        <translation>有课次没有教师</translation>
    </message>
    <message>
        <source>Set the teacher, then report it again.</source>
        <translation>定好教师后重新反馈。</translation>
    </message>
    <message>
        <source>The sessions have too few class hours</source>
        <translation>课次的课时不够</translation>
    </message>
    <message>
        <source>Add sessions, then report it again.</source>
        <translation>补足课次后重新反馈。</translation>
    </message>
    <message>
        <source>Nobody is enrolled in the class</source>
        <translation>班里还没有录取的人</translation>
    </message>
    <message>
        <source>Enrol first, then report it again.</source>
        <translation>先录取，再重新反馈。</translation>
    </message>
    <message>
        <source>More people than the class may have</source>
        <translation>人数超过班额</translation>
    </message>
    <message>
        <source>Move some to another class, then report it again.</source>
        <translation>把部分学员转班后重新反馈。</translation>
    </message>
    <message>
        <source>The correction waits for a second person</source>
        <translation>补签等待第二人审批</translation>
    </message>
    <message>
        <source>A class manager other than the operator approves it.</source>
        <translation>由经办人以外的班主任审批。</translation>
    </message>
    <message>
        <source>The operator may not do this</source>
        <translation>经办人无权办理</translation>
    </message>
    <message>
        <source>A class manager can do it.</source>
        <translation>可由班主任办理。</translation>
    </message>
    <message>
        <source>Nobody decides about their own correction</source>
        <translation>不能审批自己的补签</translation>
    </message>
    <message>
        <source>Another class manager decides.</source>
        <translation>请另一位班主任审批。</translation>
    </message>
    <message>
        <source>Somebody decided about it before</source>
        <translation>已经有人处理过</translation>
    </message>
    <message>
        <source>The first decision counts.</source>
        <translation>以先作出的决定为准。</translation>
    </message>
    <message>
        <source>The session has not begun</source>
        <translation>课次还没有开始</translation>
    </message>
    <message>
        <source>Come back to it when the session has begun.</source>
        <translation>开始之后再办。</translation>
    </message>
    <message>
        <source>The result was recorded already</source>
        <translation>成绩已经登记过</translation>
    </message>
    <message>
        <source>The class is not over</source>
        <translation>班级还没有结束</translation>
    </message>
    <message>
        <source>Record results after the last session.</source>
        <translation>最后一次课之后再登记成绩。</translation>
    </message>
    <message>
        <source>A score is out of range</source>
        <translation>成绩超出范围</translation>
    </message>
    <message>
        <source>Scores go from 0 to 100: correct it.</source>
        <translation>成绩为 0 到 100，请更正。</translation>
    </message>
    <message>
        <source>Another result of this attempt is recorded</source>
        <translation>这次考核已登记了别的成绩</translation>
    </message>
    <message>
        <source>Results are changed by the authority only.</source>
        <translation>成绩只能由主管部门更改。</translation>
    </message>
    <message>
        <source>An earlier attempt is missing</source>
        <translation>缺少前一次考核的成绩</translation>
    </message>
    <message>
        <source>Record the attempts in their order.</source>
        <translation>请按次序登记。</translation>
    </message>
    <message>
        <source>The holder has passed already</source>
        <translation>学员已经合格</translation>
    </message>
    <message>
        <source>No attempt is left</source>
        <translation>考核次数已用完</translation>
    </message>
    <message>
        <source>The policy allows no further resit.</source>
        <translation>按政策不能再补考。</translation>
    </message>
    <message>
        <source>There is no certificate without a pass</source>
        <translation>未合格不能登记证书</translation>
    </message>
    <message>
        <source>Correct the scores or leave the number out.</source>
        <translation>请更正成绩，或不填证书编号。</translation>
    </message>
    <message>
        <source>The certificate&apos;s number is not well formed</source>
        <translation>证书编号格式不对</translation>
    </message>
    <message>
        <source>Compare it with the certificate.</source>
        <translation>请与证书核对。</translation>
    </message>
    <message>
        <source>The certificate is of another level</source>
        <translation>证书等级不符</translation>
    </message>
    <message>
        <source>The certificate&apos;s number belongs to somebody else</source>
        <translation>证书编号已登记给别人</translation>
    </message>
    <message>
        <source>People of the class have been checked for payment</source>
        <translation>本班已有学员通过核验</translation>
    </message>
    <message>
        <source>It cannot be cancelled any more. Ask the authority.</source>
        <translation>不能再取消，请咨询主管部门。</translation>
    </message>
    <message>
        <source>The session is not one of this class any more</source>
        <translation>本班已没有这个课次</translation>
    </message>
    <message>
        <source>Look at the sessions after the next update.</source>
        <translation>下次更新后再看课次。</translation>
    </message>
    <message>
        <source>The session had begun</source>
        <translation>课次已经开始</translation>
    </message>
    <message>
        <source>Record what was held; a session is changed before it begins.</source>
        <translation>请按实际上课登记；调课须在开始前。</translation>
    </message>
    <message>
        <source>The new time had passed already</source>
        <translation>新的时间已经过去</translation>
    </message>
    <message>
        <source>Choose a time still to come.</source>
        <translation>请选以后的时间。</translation>
    </message>
    <message>
        <source>The session would end before it starts</source>
        <translation>结束时间早于开始时间</translation>
    </message>
    <message>
        <source>Compare both times.</source>
        <translation>请核对两个时间。</translation>
    </message>
    <message>
        <source>The class hours do not fit into the time</source>
        <translation>时间放不下这些课时</translation>
    </message>
    <message>
        <source>Give the session more time.</source>
        <translation>请延长上课时间。</translation>
    </message>
    <message>
        <source>The class has another session then</source>
        <translation>本班那时另有课次</translation>
    </message>
    <message>
        <source>Choose another time.</source>
        <translation>请另选时间。</translation>
    </message>
    <message>
        <source>The room is taken then</source>
        <translation>教室那时已被占用</translation>
    </message>
    <message>
        <source>Choose another room or time.</source>
        <translation>请另选教室或时间。</translation>
    </message>
    <message>
        <source>The teacher has another session then</source>
        <translation>教师那时另有课</translation>
    </message>
    <message>
        <source>Choose another teacher or time.</source>
        <translation>请另选教师或时间。</translation>
    </message>
    <message>
        <source>The centre knows no room of this name here</source>
        <translation>中心没有登记这间教室</translation>
    </message>
    <message>
        <source>Ask the centre to enter the room.</source>
        <translation>请中心登记这间教室。</translation>
    </message>
    <message>
        <source>The centre knows no teacher of this name</source>
        <translation>中心没有登记这位教师</translation>
    </message>
    <message>
        <source>Ask the centre to enter the teacher.</source>
        <translation>请中心登记这位教师。</translation>
    </message>
    <message>
        <source>Too late for a change: the class is reported</source>
        <translation>班级已报送，来不及调整</translation>
    </message>
    <message>
        <source>Ask the authority, or cancel the session.</source>
        <translation>请咨询主管部门，或取消这次课。</translation>
    </message>
    <message>
        <source>Announced for this class already</source>
        <translation>本班已报过名单</translation>
    </message>
    <message>
        <source>Name, document number or phone cannot be right</source>
        <translation>姓名、证件号码或电话有误</translation>
    </message>
    <message>
        <source>Compare them with the document, then announce the person again.</source>
        <translation>请对照证件核对后重新登记。</translation>
    </message>
    <message>
        <source>Written after this PC was withdrawn</source>
        <translation>本机停用之后登记的</translation>
    </message>
    <message>
        <source>An officer decides whether it counts. Go on at another PC.</source>
        <translation>是否算数由主管部门决定，请改用其他电脑。</translation>
    </message>
</context>
<context>
    <name>ReceiptDetail</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>The centre&apos;s receipts</source>
        <translation>中心的回执</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Recorded here</source>
        <translation>本机登记</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回执时间</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>PC</source>
        <translation>电脑</translation>
    </message>
    <message>
        <source>Place in the chain</source>
        <translation>链上位置</translation>
    </message>
    <message>
        <source>Record no.</source>
        <translation>记录号</translation>
    </message>
</context>
<context>
    <name>ReceiptTable</name>
    <message>
        <source>Recorded here</source>
        <translation>本机登记</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事项</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>The centre&apos;s answer</source>
        <translation>中心回执</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回执时间</translation>
    </message>
    <message>
        <source>Record no.</source>
        <translation>记录号</translation>
    </message>
</context>
<context>
    <name>ReceiptsPanel</name>
    <message>
        <source>Send and fetch now</source>
        <translation>立即同步</translation>
    </message>
    <message>
        <source>To a USB stick…</source>
        <translation>写到U盘…</translation>
    </message>
    <message>
        <source>Reply from a stick…</source>
        <translation>读入U盘回执…</translation>
    </message>
    <message>
        <source>Name, initials, tail of ID or phone, record no.   F2</source>
        <translation>姓名、拼音首字母、证件或电话尾号、记录号   F2</translation>
    </message>
    <message>
        <source>Search the receipts</source>
        <translation>搜索回执</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Online since {time}</source>
        <translation>在线，{time} 起</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>离线，{time} 起</translation>
    </message>
    <message>
        <source>Waiting to be sent: {n}</source>
        <translation>待上传：{n}</translation>
    </message>
    <message>
        <source>{what}: {n}, since {time}</source>
        <translation>{what} {n} 条，最早 {time}</translation>
    </message>
    <message>
        <source>last contact {time}</source>
        <translation>上次联系 {time}</translation>
    </message>
    <message>
        <source>Nothing recorded yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>Every scan appears here with the centre&apos;s answer.</source>
        <translation>每次扫码和中心的回执都会列在这里。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>No record of this kind on this PC.</source>
        <translation>本机没有这样的记录。</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Verify the record now</source>
        <translation>立即核查记录</translation>
    </message>
    <message>
        <source>Copies</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>To restore a copy, close this window and run this command. What the record holds besides is brought over; nothing is lost.</source>
        <translation>要恢复副本，请关闭本窗口并运行右侧命令。记录中多出的内容会一并带过去，不会丢失。</translation>
    </message>
    <message>
        <source>Copy made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核查</translation>
    </message>
    <message>
        <source>Record {record} · copies {copies} · log {log} · free {free}</source>
        <translation>记录 {record} · 副本 {copies} · 日志 {log} · 剩余空间 {free}</translation>
    </message>
    <message>
        <source>The whole record has not been looked at yet; it is once a day.</source>
        <translation>还没有检查过整个记录；每天检查一次。</translation>
    </message>
    <message>
        <source>Last looked at {time}: whole</source>
        <translation>上次检查 {time}：完好</translation>
    </message>
    <message>
        <source>Last looked at {time}: damaged</source>
        <translation>上次检查 {time}：有损坏</translation>
    </message>
    <message>
        <source>✓ when it was made</source>
        <translation>✓ 备份时已核查</translation>
    </message>
</context>
<context>
    <name>Repair</name>
    <message>
        <source>A repair keeps the damaged files and saves first what the centre lacks.</source>
        <translation>修复时会保留损坏的文件，并先保存尚未上传到中心的内容。</translation>
    </message>
    <message>
        <source>Repair…</source>
        <translation>修复…</translation>
    </message>
    <message>
        <source>The record is being repaired; please leave the PC on</source>
        <translation>正在修复记录，请勿关闭电脑</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>继续工作</translation>
    </message>
    <message>
        <source>Copying the damaged files aside…</source>
        <translation>正在备份损坏的文件…</translation>
    </message>
    <message>
        <source>Reading what holds, page by page…</source>
        <translation>正在逐页读取完好的内容…</translation>
    </message>
    <message>
        <source>Saving what waits for the centre…</source>
        <translation>正在保存待上传的内容…</translation>
    </message>
    <message>
        <source>Writing down what is lost…</source>
        <translation>正在登记丢失的条目…</translation>
    </message>
    <message>
        <source>Checking the new record…</source>
        <translation>正在检查新的记录…</translation>
    </message>
    <message>
        <source>Putting the new record in place…</source>
        <translation>正在启用新的记录…</translation>
    </message>
    <message>
        <source>sign-in or sign-out</source>
        <translation>签到或签退</translation>
    </message>
    <message>
        <source>scan that changed nothing</source>
        <translation>仅扫码，未登记</translation>
    </message>
    <message>
        <source>enrolment</source>
        <translation>录取</translation>
    </message>
    <message>
        <source>scan taken back</source>
        <translation>撤销扫码</translation>
    </message>
    <message>
        <source>enrolment withdrawn</source>
        <translation>退班</translation>
    </message>
    <message>
        <source>change of class</source>
        <translation>转班</translation>
    </message>
    <message>
        <source>opening report</source>
        <translation>开班反馈</translation>
    </message>
    <message>
        <source>attendance correction</source>
        <translation>补签</translation>
    </message>
    <message>
        <source>decision on a correction</source>
        <translation>补签审批</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>leave withdrawn</source>
        <translation>销假</translation>
    </message>
    <message>
        <source>assessment result</source>
        <translation>考核成绩</translation>
    </message>
    <message>
        <source>class cancelled</source>
        <translation>取消班级</translation>
    </message>
    <message>
        <source>session changed</source>
        <translation>调整课次</translation>
    </message>
    <message>
        <source>session cancelled</source>
        <translation>取消课次</translation>
    </message>
    <message>
        <source>decision on what needed attention</source>
        <translation>待处理事项的决定</translation>
    </message>
    <message>
        <source>close of a day</source>
        <translation>日结</translation>
    </message>
    <message>
        <source>showing of personal data</source>
        <translation>查看个人信息</translation>
    </message>
    <message>
        <source>person announced</source>
        <translation>名单登记</translation>
    </message>
    <message>
        <source>announcement taken back</source>
        <translation>撤回名单登记</translation>
    </message>
    <message>
        <source>The record is whole; nothing was changed</source>
        <translation>记录完好，没有改动</translation>
    </message>
    <message>
        <source>The record is mended; nothing is lost</source>
        <translation>记录已修复，没有丢失任何内容</translation>
    </message>
    <message>
        <source>The record is mended; lost entries: {count}</source>
        <translation>记录已修复，丢失 {count} 条</translation>
    </message>
    <message>
        <source>Entries: {facts}. Waiting for the centre: {pending}; they are sent as ever.</source>
        <translation>现有记录 {facts} 条，其中 {pending} 条待上传，会照常上传。</translation>
    </message>
    <message>
        <source>Of the lost entries the centre has {count}; nothing needs to be done about them.</source>
        <translation>丢失的记录中，有 {count} 条中心已收到，不用处理。</translation>
    </message>
    <message>
        <source>Enter these again; ask who was there at that time:</source>
        <translation>请重新登记以下内容，并向当时在场的人核实：</translation>
    </message>
    <message>
        <source>of unknown kind</source>
        <translation>类型不明</translation>
    </message>
</context>
<context>
    <name>ResultsModel</name>
    <message>
        <source>No.</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>身份证号</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>Theory</source>
        <translation>理论</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>实作</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Certificate no.</source>
        <translation>证书编号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>First</source>
        <translation>初考</translation>
    </message>
    <message>
        <source>Resit {n}</source>
        <translation>补考 {n}</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>A score is a whole number, or – for absent</source>
        <translation>成绩填整数，缺考填 –</translation>
    </message>
    <message>
        <source>Scores go from 0 to 100</source>
        <translation>成绩为 0 到 100</translation>
    </message>
    <message>
        <source>Both scores are needed, – for absent</source>
        <translation>两科都要填，缺考填 –</translation>
    </message>
    <message>
        <source>No certificate without a pass</source>
        <translation>不合格不能填证书</translation>
    </message>
    <message>
        <source>S or Y and 21 digits, as on the certificate</source>
        <translation>S 或 Y 加 21 位数字，与证书一致</translation>
    </message>
    <message>
        <source>The certificate is of another level</source>
        <translation>证书等级不符</translation>
    </message>
    <message>
        <source>The same number stands twice</source>
        <translation>证书编号重复</translation>
    </message>
</context>
<context>
    <name>ResultsTab</name>
    <message>
        <source>Save the results</source>
        <translation>保存成绩</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Discard the entries</source>
        <translation>放弃填写</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>成绩</translation>
    </message>
    <message>
        <source>Nobody to assess yet</source>
        <translation>还没有可考核的学员</translation>
    </message>
    <message>
        <source>Results are entered for those on the roster.</source>
        <translation>成绩按名单填写。</translation>
    </message>
    <message>
        <source>Line {n}: {words}</source>
        <translation>第 {n} 行：{words}</translation>
    </message>
    <message>
        <source>Cannot be saved yet: {n}</source>
        <translation>还不能保存 {n} 行</translation>
    </message>
    <message>
        <source>Not saved yet: {n}</source>
        <translation>未保存 {n} 行</translation>
    </message>
    <message>
        <source>Results are entered when the last session is over.</source>
        <translation>最后一次课结束后才能填成绩。</translation>
    </message>
    <message>
        <source>A class manager can enter results.</source>
        <translation>班主任可以填成绩。</translation>
    </message>
    <message>
        <source>Passed with {n} of 100 in both parts. Type scores, – for absent; Enter goes down.</source>
        <translation>两科都满 {n} 分为合格。直接键入成绩，缺考填 –,回车到下一行。</translation>
    </message>
</context>
<context>
    <name>RevealSheet</name>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>以上全部</translation>
    </message>
    <message>
        <source>To ring the trainee</source>
        <translation>联系学员</translation>
    </message>
    <message>
        <source>To check the document</source>
        <translation>核对证件</translation>
    </message>
    <message>
        <source>To correct the roster</source>
        <translation>更正名单</translation>
    </message>
    <message>
        <source>For an inspection</source>
        <translation>配合检查</translation>
    </message>
    <message>
        <source>What</source>
        <translation>查看内容</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>查看原因</translation>
    </message>
    <message>
        <source>or in your own words</source>
        <translation>或自行填写</translation>
    </message>
    <message>
        <source>That it is shown, to whom and why, goes into the record.</source>
        <translation>谁查看、看了什么、为什么，都会记入记录。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Choose at the top right who you are, then try again.</source>
        <translation>请先在右上角选择经办人，再试一次。</translation>
    </message>
    <message>
        <source>Hidden again in {s} s</source>
        <translation>{s} 秒后隐藏</translation>
    </message>
</context>
<context>
    <name>Roster</name>
    <message>
        <source>Enrolled</source>
        <translation>已录取</translation>
    </message>
    <message>
        <source>Enrolled here, waiting for the centre</source>
        <translation>本机已录取，等中心回执</translation>
    </message>
    <message>
        <source>To be confirmed by the centre</source>
        <translation>待中心确认</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>已报名</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>To be confirmed</source>
        <translation>待确认</translation>
    </message>
    <message>
        <source>Not granted</source>
        <translation>未准予</translation>
    </message>
    <message>
        <source>the issuer has not answered yet</source>
        <translation>发码平台还没有应答</translation>
    </message>
    <message>
        <source>the voucher is used elsewhere</source>
        <translation>券已在别处使用</translation>
    </message>
    <message>
        <source>the class is full</source>
        <translation>班级已满</translation>
    </message>
    <message>
        <source>the class is cancelled</source>
        <translation>班级已取消</translation>
    </message>
    <message>
        <source>the class is closed</source>
        <translation>班级已结班</translation>
    </message>
    <message>
        <source>the institution is suspended</source>
        <translation>培训机构已封网</translation>
    </message>
    <message>
        <source>not open to this institution</source>
        <translation>未向该类机构开放</translation>
    </message>
    <message>
        <source>valid at other institutions only</source>
        <translation>此券限其他机构使用</translation>
    </message>
    <message>
        <source>the voucher is void</source>
        <translation>券已作废</translation>
    </message>
    <message>
        <source>the voucher is for another project</source>
        <translation>券属于其他项目</translation>
    </message>
    <message>
        <source>the voucher is for signing in only</source>
        <translation>仅限签到的券</translation>
    </message>
    <message>
        <source>nobody&apos;s voucher</source>
        <translation>查无此券</translation>
    </message>
    <message>
        <source>Announced, no voucher read yet</source>
        <translation>已报名，尚未读券</translation>
    </message>
    <message>
        <source>Not granted by the centre</source>
        <translation>中心未准予</translation>
    </message>
</context>
<context>
    <name>RosterTable</name>
    <message>
        <source>No.</source>
        <translation>序</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>ID number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>联系电话</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Class hours</source>
        <translation>课时</translation>
    </message>
</context>
<context>
    <name>RosterView</name>
    <message>
        <source>Filter this roster   F2</source>
        <translation>筛选本班名单   F2</translation>
    </message>
    <message>
        <source>Filter this roster</source>
        <translation>筛选本班名单</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>导入名单</translation>
    </message>
    <message>
        <source>Print and save</source>
        <translation>打印与导出</translation>
    </message>
    <message>
        <source>Show the number</source>
        <translation>查看号码</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>转班</translation>
    </message>
    <message>
        <source>Leave the class</source>
        <translation>退班</translation>
    </message>
    <message>
        <source>One moment, please.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>还没有班级</translation>
    </message>
    <message>
        <source>Classes arrive with the next update.</source>
        <translation>班级会随下次更新到来。</translation>
    </message>
    <message>
        <source>Nobody enrolled yet</source>
        <translation>还没有人录取</translation>
    </message>
    <message>
        <source>Enrol people at check-in by their voucher, or import a list of who will come.</source>
        <translation>在签到时读券录取，或导入报名名单。</translation>
    </message>
    <message>
        <source>Call off</source>
        <translation>取消报名</translation>
    </message>
    <message>
        <source>Choose somebody in the table.</source>
        <translation>在表中选择一人。</translation>
    </message>
    <message>
        <source>{n} of {all} places</source>
        <translation>{n} / {all} 人</translation>
    </message>
    <message>
        <source>{n} waiting for the centre</source>
        <translation>{n} 人等中心回执</translation>
    </message>
    <message>
        <source>{n} announced</source>
        <translation>已报名 {n} 人</translation>
    </message>
    <message>
        <source>{n} class hours</source>
        <translation>{n} 课时</translation>
    </message>
</context>
<context>
    <name>ScanList</name>
    <message>
        <source>Last scans</source>
        <translation>最近扫码</translation>
    </message>
    <message>
        <source>Nobody has signed in to this session yet.</source>
        <translation>这次课还没有人签到。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Saved here, not sent to the centre yet</source>
        <translation>已存本机，尚未上传中心</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Undo the scan of {name}</source>
        <translation>撤销 {name} 的扫码</translation>
    </message>
</context>
<context>
    <name>SearchBox</name>
    <message>
        <source>Name, pinyin, digits   F2</source>
        <translation>姓名、拼音、尾号   F2</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>找人</translation>
    </message>
</context>
<context>
    <name>SecretEntry</name>
    <message>
        <source>PIN</source>
        <translation>PIN 码</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Use the password</source>
        <translation>改用密码</translation>
    </message>
    <message>
        <source>Use the PIN</source>
        <translation>改用 PIN 码</translation>
    </message>
    <message>
        <source>After several wrong tries: please wait {time}.</source>
        <translation>多次输错，请等待 {time}。</translation>
    </message>
    <message>
        <source>This is not right. Look at Caps Lock and the keyboard, and try again.</source>
        <translation>密码不对。请看一下大写锁定和输入法，再试一次。</translation>
    </message>
    <message>
        <source>The PIN does not do any more. Type the password.</source>
        <translation>PIN 码已失效，请输入密码。</translation>
    </message>
    <message>
        <source>This person cannot sign in here. The centre can set a password.</source>
        <translation>此人不能在这里登录。密码由中心设置。</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} 分 {s} 秒</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} 秒</translation>
    </message>
</context>
<context>
    <name>SessionChooser</name>
    <message>
        <source>No session now</source>
        <translation>现在没有课次</translation>
    </message>
    <message>
        <source>Session: {session}</source>
        <translation>课次：{session}</translation>
    </message>
    <message>
        <source>Change the session (F3)</source>
        <translation>换课次（F3）</translation>
    </message>
    <message>
        <source>By the clock</source>
        <translation>按时钟</translation>
    </message>
</context>
<context>
    <name>SessionSheet</name>
    <message>
        <source>Change the session</source>
        <translation>调整课次</translation>
    </message>
    <message>
        <source>It holds here at once; the centre has the last word. Class hours stay.</source>
        <translation>本机立即生效，以中心为准。课时不变。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>教室</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>The room cannot be used</source>
        <translation>教室无法使用</translation>
    </message>
    <message>
        <source>The teacher is not available</source>
        <translation>教师有事</translation>
    </message>
    <message>
        <source>Moved by agreement with the trainees</source>
        <translation>与学员商定改期</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Say why, in a few words.</source>
        <translation>请简单写明原因。</translation>
    </message>
</context>
<context>
    <name>SessionTable</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Class hours</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>教室</translation>
    </message>
    <message>
        <source>Teacher</source>
        <translation>教师</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>周一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>周二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>周三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>周四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>周五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>周六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>周日</translation>
    </message>
    <message>
        <source>No room</source>
        <translation>未定教室</translation>
    </message>
    <message>
        <source>No teacher</source>
        <translation>未定教师</translation>
    </message>
</context>
<context>
    <name>SessionsTab</name>
    <message>
        <source>Change…</source>
        <translation>调整…</translation>
    </message>
    <message>
        <source>Cancel the session…</source>
        <translation>取消课次…</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>课次</translation>
    </message>
    <message>
        <source>No sessions yet</source>
        <translation>还没有课次</translation>
    </message>
    <message>
        <source>The centre sets them with the class.</source>
        <translation>课次由中心随班级下发。</translation>
    </message>
    <message>
        <source>A class manager can change sessions.</source>
        <translation>班主任可以调整课次。</translation>
    </message>
    <message>
        <source>What has begun stays as it was held.</source>
        <translation>已开始的课次不再改动。</translation>
    </message>
</context>
<context>
    <name>SetUpView</name>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Record and copies</source>
        <translation>记录与备份</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>This PC</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Copying the record…</source>
        <translation>正在备份记录…</translation>
    </message>
    <message>
        <source>Packing for support…</source>
        <translation>正在打包…</translation>
    </message>
    <message>
        <source>Reading the whole record…</source>
        <translation>正在读取整个记录…</translation>
    </message>
    <message>
        <source>Pack for support…</source>
        <translation>打包给技术支持…</translation>
    </message>
    <message>
        <source>Support bundle (*.zip)</source>
        <translation>支持包 (*.zip)</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>{name}, not plugged in</source>
        <translation>{name}（未接上）</translation>
    </message>
    <message>
        <source>None is plugged in</source>
        <translation>没有接上摄像头</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>显示大小</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Lock after minutes without a hand on it</source>
        <translation>无人操作多少分钟后锁定</translation>
    </message>
    <message>
        <source>Camera at the check-in</source>
        <translation>签到用的摄像头</translation>
    </message>
    <message>
        <source>Port of a serial reader (empty: it plugs in as a keyboard)</source>
        <translation>串口读码枪的端口（空：作为键盘接入）</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Tones for verdicts</source>
        <translation>结果提示音</translation>
    </message>
    <message>
        <source>Restart the window now</source>
        <translation>立即重启窗口</translation>
    </message>
    <message>
        <source>This holds once the window is started again.</source>
        <translation>重启窗口后生效。</translation>
    </message>
    <message>
        <source>Set by IT; to be read here only</source>
        <translation>由 IT 设置，此处只读</translation>
    </message>
    <message>
        <source>as delivered</source>
        <translation>出厂默认</translation>
    </message>
    <message>
        <source>site.toml</source>
        <translation>site.toml</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>command line</source>
        <translation>命令行</translation>
    </message>
</context>
<context>
    <name>Sheet</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SignInView</name>
    <message>
        <source>Who is working?</source>
        <translation>请选择登录人</translation>
    </message>
    <message>
        <source>Choose yourself and type your password. This works without network, too.</source>
        <translation>点选自己，输入密码。没有网络也能登录。</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Everything is as it was left. Scans are not taken until somebody signs in.</source>
        <translation>所有内容原样保留。有人登录之前不接受扫码。</translation>
    </message>
    <message>
        <source>Who takes over?</source>
        <translation>由谁接手？</translation>
    </message>
    <message>
        <source>What is half done stays where it is.</source>
        <translation>没做完的内容会原样保留。</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>People at this site</source>
        <translation>本培训地点的人员</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>Front desk</source>
        <translation>前台</translation>
    </message>
    <message>
        <source>Class manager</source>
        <translation>班主任</translation>
    </message>
    <message>
        <source>IT</source>
        <translation>信息管理员</translation>
    </message>
    <message>
        <source>{role} · no password yet</source>
        <translation>{role} · 尚无密码</translation>
    </message>
</context>
<context>
    <name>Statistics</name>
    <message>
        <source>Attendance rate</source>
        <translation>出勤率</translation>
    </message>
    <message>
        <source>Class hours</source>
        <translation>课时</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>Estimated subsidy</source>
        <translation>补贴估算</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>按班级</translation>
    </message>
    <message>
        <source>By week</source>
        <translation>按周</translation>
    </message>
    <message>
        <source>By month</source>
        <translation>按月</translation>
    </message>
    <message>
        <source>Class hours attended of class hours held, of all who are on the rosters now.</source>
        <translation>出勤率 = 到课课时 ÷ 已上课时，按现在名单上的人计算。</translation>
    </message>
    <message>
        <source>Class hours attended, of all people together; cancelled classes are left out.</source>
        <translation>全体人员到课课时合计；已取消的班不计。</translation>
    </message>
    <message>
        <source>As of now, whatever the span: who can still reach the hours asked for.</source>
        <translation>按现在的情况（与所选日期无关）:谁还能达到要求的课时。</translation>
    </message>
    <message>
        <source>An estimate: the project&apos;s standard × each person&apos;s ratio, of all who have reached the hours or still can. The centre checks, and pays.</source>
        <translation>仅为估算：项目补贴标准 × 个人补贴比例，只计课时已达标或仍可达标的人。以中心核验和拨付为准。</translation>
    </message>
    <message>
        <source>Left out, no standard is known: {classes}.</source>
        <translation>未计入（没有补贴标准）:{classes}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>People without a ratio (sign-in vouchers), not counted: {n}.</source>
        <translation>没有补贴比例的人（签到券）不计：{n} 人。</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>Week from</source>
        <translation>周（起始日）</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Hours held × people</source>
        <translation>应到课时</translation>
    </message>
    <message>
        <source>Hours attended</source>
        <translation>到课课时</translation>
    </message>
    <message>
        <source>Hours reached</source>
        <translation>已达标</translation>
    </message>
    <message>
        <source>On course</source>
        <translation>可达标</translation>
    </message>
    <message>
        <source>At risk: no absence left</source>
        <translation>再缺一次不达标</translation>
    </message>
    <message>
        <source>Out of reach</source>
        <translation>已无法达标</translation>
    </message>
    <message>
        <source>Enrolled</source>
        <translation>在册</translation>
    </message>
    <message>
        <source>People counted</source>
        <translation>计入人数</translation>
    </message>
    <message>
        <source>Without a ratio</source>
        <translation>无补贴比例</translation>
    </message>
    <message>
        <source>Estimate (yuan)</source>
        <translation>估算（元）</translation>
    </message>
    <message>
        <source>Classes end in</source>
        <translation>结班月份</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>班数</translation>
    </message>
    <message>
        <source>not planned yet</source>
        <translation>未排课</translation>
    </message>
</context>
<context>
    <name>StatisticsView</name>
    <message>
        <source>Copied: paste it into a letter as a picture, into a spreadsheet as a table.</source>
        <translation>已复制：粘贴到文档是图片，粘贴到表格是数字。</translation>
    </message>
    <message>
        <source>The figures as a table</source>
        <translation>数据表</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>One moment, please.</source>
        <translation>请稍候。</translation>
    </message>
    <message>
        <source>No class yet</source>
        <translation>还没有班级</translation>
    </message>
    <message>
        <source>Classes arrive with the next update.</source>
        <translation>班级会随下次更新到达。</translation>
    </message>
    <message>
        <source>Nothing to estimate</source>
        <translation>没有可估算的</translation>
    </message>
    <message>
        <source>No standard is known for these classes.</source>
        <translation>这些班没有补贴标准。</translation>
    </message>
    <message>
        <source>No session was held</source>
        <translation>还没有上过课</translation>
    </message>
    <message>
        <source>Choose other days, or another class.</source>
        <translation>请选择其他日期或班级。</translation>
    </message>
    <message>
        <source>Days: {span}</source>
        <translation>日期：{span}</translation>
    </message>
    <message>
        <source>Choose the days</source>
        <translation>选择日期</translation>
    </message>
    <message>
        <source>All days</source>
        <translation>全部日期</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>今年</translation>
    </message>
    <message>
        <source>Last three months</source>
        <translation>近三个月</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>全部班级</translation>
    </message>
    <message>
        <source>Class: {name}</source>
        <translation>班级：{name}</translation>
    </message>
    <message>
        <source>Choose the class</source>
        <translation>选择班级</translation>
    </message>
    <message>
        <source>Workbook (*.xlsx)</source>
        <translation>工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Text for spreadsheets (*.csv)</source>
        <translation>表格文本 (*.csv)</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>已保存：{name}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>The centre has not answered yet.</source>
        <translation>中心还没有应答。</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>The centre answers, but did not take everything. Go on working and tell IT this code.</source>
        <translation>中心有应答，但没有全部接收。请继续工作，并把此代码告诉信息管理员。</translation>
    </message>
    <message>
        <source>Online, but refused ({code})</source>
        <translation>在线，但被拒绝（{code}）</translation>
    </message>
    <message>
        <source>Records are sent as they are made.</source>
        <translation>记录随时上传。</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Go on working: everything is saved here and sent when the line is back.</source>
        <translation>请照常工作：记录都存在本机，联网后自动上传。</translation>
    </message>
    <message>
        <source>Last contact with the centre: {time}</source>
        <translation>最近联系中心：{time}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>离线，{time} 起</translation>
    </message>
    <message>
        <source>Waiting to be sent: {n}</source>
        <translation>待上传 {n} 条</translation>
    </message>
    <message>
        <source>Needs attention: {n}</source>
        <translation>待处理 {n} 条</translation>
    </message>
    <message>
        <source>The centre did not simply take some records. They are listed under Attention.</source>
        <translation>有些记录中心没有直接收下，已列在“待处理”里。</translation>
    </message>
    <message>
        <source>Records saved on this PC that the centre has not answered yet.</source>
        <translation>已存本机、中心尚未回执的记录。</translation>
    </message>
    <message>
        <source>Camera starting</source>
        <translation>摄像头启动中</translation>
    </message>
    <message>
        <source>The camera is being opened.</source>
        <translation>正在打开摄像头。</translation>
    </message>
    <message>
        <source>Camera OK</source>
        <translation>摄像头正常</translation>
    </message>
    <message>
        <source>The camera sends pictures.</source>
        <translation>摄像头画面正常。</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>没有摄像头</translation>
    </message>
    <message>
        <source>A handheld reader and the search still work.</source>
        <translation>仍可用读码枪，或按姓名查找签到。</translation>
    </message>
    <message>
        <source>Camera sees nothing</source>
        <translation>摄像头无画面</translation>
    </message>
    <message>
        <source>What to do stands where its picture was.</source>
        <translation>该怎么做写在画面的位置上。</translation>
    </message>
    <message>
        <source>No list of void vouchers</source>
        <translation>没有作废清单</translation>
    </message>
    <message>
        <source>Vouchers are recorded and confirmed later.</source>
        <translation>先登记，之后再确认。</translation>
    </message>
    <message>
        <source>Vouchers are checked against the list of void vouchers of this time.</source>
        <translation>按此时的作废清单核对培训券。</translation>
    </message>
    <message>
        <source>List of {time}</source>
        <translation>作废清单 {time}</translation>
    </message>
    <message>
        <source>Clock off by {minutes} min</source>
        <translation>时钟差 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Set this PC&apos;s clock to network time. Records keep the right time meanwhile.</source>
        <translation>请把电脑时钟设为网络时间；记录的时间不受影响。</translation>
    </message>
    <message>
        <source>Clock not confirmed</source>
        <translation>时钟未确认</translation>
    </message>
    <message>
        <source>The centre confirms the time at the next contact.</source>
        <translation>下次联系中心时确认时间。</translation>
    </message>
    <message>
        <source>Clock OK</source>
        <translation>时钟正常</translation>
    </message>
    <message>
        <source>This PC&apos;s clock agrees with the centre.</source>
        <translation>本机时钟与中心一致。</translation>
    </message>
    <message>
        <source>The record&apos;s key lies in a file: whoever can copy it can read the record. IT can change that.</source>
        <translation>记录的密钥存放在文件中：能复制该文件的人就能读出记录。信息管理员可以更改。</translation>
    </message>
    <message>
        <source>Key not protected</source>
        <translation>密钥未受保护</translation>
    </message>
</context>
<context>
    <name>SummaryStep</name>
    <message>
        <source>Summary</source>
        <translation>小结</translation>
    </message>
    <message>
        <source>Everything here can be done later, too, from “This PC”.</source>
        <translation>这里的一切以后也可以在“本机”中完成。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>To look at: {n}</source>
        <translation>需要注意：{n} 项</translation>
    </message>
    <message>
        <source>✓ This PC is well</source>
        <translation>✓ 本机一切正常</translation>
    </message>
</context>
<context>
    <name>SyncStatusView</name>
    <message>
        <source>Tomorrow without network</source>
        <translation>断网准备</translation>
    </message>
    <message>
        <source>Sending and receipts</source>
        <translation>同步与回执</translation>
    </message>
    <message>
        <source>Readiness</source>
        <translation>准备情况</translation>
    </message>
    <message>
        <source>Writing what waits onto the stick…</source>
        <translation>正在写入U盘…</translation>
    </message>
    <message>
        <source>Taking in the centre&apos;s reply…</source>
        <translation>正在读入中心回执…</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Sending and fetching…</source>
        <translation>正在同步…</translation>
    </message>
    <message>
        <source>Records on the stick: {n}. Take it to the centre, and bring its reply back here.</source>
        <translation>已写入 {n} 条记录。请把U盘交到中心，再把回执带回本机。</translation>
    </message>
    <message>
        <source>Records answered: {n}; pieces of news: {news}.</source>
        <translation>收到 {n} 条回执，{news} 项更新。</translation>
    </message>
    <message>
        <source>Nothing waits. The file asks the centre for its news; its reply counts as contact.</source>
        <translation>没有待传记录。此文件向中心索取更新；带回回执即算联系过。</translation>
    </message>
    <message>
        <source>This reply was taken in before; nothing was changed.</source>
        <translation>这份回执以前读入过，没有变化。</translation>
    </message>
    <message>
        <source>The centre has withdrawn this PC from its site. Tell IT.</source>
        <translation>中心已把本机从该培训点撤下。请告知IT。</translation>
    </message>
    <message>
        <source>This record was a copy and goes on in a chain of its own: write the stick once more.</source>
        <translation>本机记录是一份副本，已另起一链：请重新写一次U盘。</translation>
    </message>
    <message>
        <source>To a USB stick</source>
        <translation>写到U盘</translation>
    </message>
    <message>
        <source>Queue for the centre (*.vdq)</source>
        <translation>待传文件 (*.vdq)</translation>
    </message>
    <message>
        <source>Reply from a stick</source>
        <translation>读入U盘回执</translation>
    </message>
</context>
<context>
    <name>TakeLeaveSheet</name>
    <message>
        <source>Leave</source>
        <translation>请假</translation>
    </message>
    <message>
        <source>Save the leave</source>
        <translation>保存请假</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Ill</source>
        <translation>生病</translation>
    </message>
    <message>
        <source>Family matters</source>
        <translation>家中有事</translation>
    </message>
    <message>
        <source>Shift at work</source>
        <translation>单位值班</translation>
    </message>
    <message>
        <source>Medical check-up</source>
        <translation>体检</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>事由</translation>
    </message>
    <message>
        <source>{people} trainees</source>
        <translation>{people} 名学员</translation>
    </message>
    <message>
        <source>{who} · sessions: {count}</source>
        <translation>{who} · {count} 个课次</translation>
    </message>
    <message>
        <source>Say why: a reason is needed.</source>
        <translation>请写明事由。</translation>
    </message>
    <message>
        <source>There is no session to be excused from in these days.</source>
        <translation>这些日子里没有可请假的课次。</translation>
    </message>
</context>
<context>
    <name>TaskCard</name>
    <message>
        <source>Theirs</source>
        <translation>对方</translation>
    </message>
    <message>
        <source>Ours</source>
        <translation>我方</translation>
    </message>
    <message>
        <source>Officer: {note}</source>
        <translation>主管部门：{note}</translation>
    </message>
    <message>
        <source>A note for both sites, if any   F3</source>
        <translation>备注（两边都能看到，可不填）   F3</translation>
    </message>
    <message>
        <source>A note, if any   F3</source>
        <translation>备注（可不填）   F3</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>To leave the class takes the class manager, or whoever made the scan.</source>
        <translation>退出本班须由班主任或当时的经办人办理。</translation>
    </message>
</context>
<context>
    <name>TaskList</name>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
</context>
<context>
    <name>TimeStep</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Late or in time is judged by the centre&apos;s time; this PC&apos;s clock should agree with it.</source>
        <translation>迟到与否按中心时间判断；本机时钟应与之一致。</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Asking the centre…</source>
        <translation>正在询问中心…</translation>
    </message>
    <message>
        <source>Not known before the centre&apos;s address is: go back, or do it later.</source>
        <translation>要先知道中心地址：请返回填写，或以后再做。</translation>
    </message>
</context>
<context>
    <name>TransferSheet</name>
    <message>
        <source>{name} ({n} places free)</source>
        <translation>{name}（余 {n} 个名额）</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>转班</translation>
    </message>
    <message>
        <source>The voucher goes along. What was attended stays on record.</source>
        <translation>券随人转；已有的考勤保留。</translation>
    </message>
    <message>
        <source>New class</source>
        <translation>转入班级</translation>
    </message>
    <message>
        <source>{code} The other class is full, closed, or of another project. Choose another class.</source>
        <translation>{code} 该班已满、已关闭或项目不同。请另选班级。</translation>
    </message>
</context>
<context>
    <name>Verdict</name>
    <message>
        <source>Accepted</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>To confirm</source>
        <translation>待确认</translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>Enrolments that wait</source>
        <translation>等待中的录取</translation>
    </message>
    <message>
        <source>Nothing is lost: each is sent by itself as soon as the centre is reached.</source>
        <translation>不会丢失：连上中心后会自动上传。</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即上传</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Every enrolment has the centre&apos;s word</source>
        <translation>所有录取都已得到中心确认</translation>
    </message>
    <message>
        <source>What was enrolled without network, or in doubt, waits here until the centre has answered.</source>
        <translation>离线或存疑的录取会留在这里，直到中心答复。</translation>
    </message>
</context>
<context>
    <name>WaitingTable</name>
    <message>
        <source>unknown yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>班级</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Settled by</source>
        <translation>如何了结</translation>
    </message>
</context>
<context>
    <name>_PersonSheet</name>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Say why in a few words.</source>
        <translation>请简单写明理由。</translation>
    </message>
    <message>
        <source>Choose at the top right who you are, then try again.</source>
        <translation>请先在右上角选择经办人，再试一次。</translation>
    </message>
    <message>
        <source>{code} This cannot be done now. Refresh the roster and look again.</source>
        <translation>{code} 现在不能办理。请刷新名单后再看。</translation>
    </message>
</context>
</TS>
