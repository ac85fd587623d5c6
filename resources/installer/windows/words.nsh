; What people read of what all of them look at. Chinese is loaded first: it is what a system in neither language gets.

!macro Words name chinese english
  LangString ${name} ${LANG_SIMPCHINESE} "${chinese}"
  LangString ${name} ${LANG_ENGLISH} "${english}"
!macroend

!insertmacro Words NO_RIGHTS "安装需要管理员权限。请以管理员身份运行。" "Administrator rights are needed. Run this as an administrator."
!insertmacro Words OLD_WINDOWS "需要 Windows 10 或更新版本。" "Windows 10 or newer is needed."
!insertmacro Words AT_WORK "另一个安装程序正在运行。请等它结束后再试。" "Another installer is at work. Wait for its end and try again."
!insertmacro Words RUNS "培训券前台正在使用中。请先关闭窗口（包括其他已登录用户的窗口），再点“重试”。" "Voucher Desk is running. Close its window, also those of other users who are signed in to Windows, then choose Retry."
!insertmacro Words BAD_PARAMETER "参数“$Word”无法使用。可用的参数见安装说明。未作任何更改。" "The parameter “$Word” cannot be used; the installation guide has them all. Nothing was changed."
!insertmacro Words CANNOT_WRITE "文件无法写入 $INSTDIR。原来的程序保持不变。请检查磁盘空间和权限后再试。" "Files could not be written into $INSTDIR. The program that was there stays as it was. Look at the room on the disk and the rights, then try again."
