<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
        <source>Nothing was recorded.</source>
        <translation>本次没有登记。</translation>
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
    <name>FoundList</name>
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
    <name>MainWindow</name>
    <message>
        <source>Check-in</source>
        <translation>签到</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>名单</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>待处理</translation>
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
        <source>Close</source>
        <translation>关闭</translation>
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
        <source>Written after this PC was withdrawn</source>
        <translation>本机停用之后登记的</translation>
    </message>
    <message>
        <source>An officer decides whether it counts. Go on at another PC.</source>
        <translation>是否算数由主管部门决定，请改用其他电脑。</translation>
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
        <source>decision on what needed attention</source>
        <translation>待处理事项的决定</translation>
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
        <source>Class</source>
        <translation>班级</translation>
    </message>
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
        <source>Enrol people at check-in by their voucher.</source>
        <translation>在签到页扫培训券即可录取。</translation>
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
        <source>Find: pinyin, name, tail of ID or phone   F2</source>
        <translation>找人：拼音、姓名、证件或手机尾号   F2</translation>
    </message>
    <message>
        <source>Find a person</source>
        <translation>找人</translation>
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
</TS>
