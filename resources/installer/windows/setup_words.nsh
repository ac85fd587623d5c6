; What people read of the installer and the uninstaller alone.

!insertmacro Words PRODUCT "培训券前台 Voucher Desk" "Voucher Desk"
!insertmacro Words NEWER "已安装更新的版本 $0，未作任何更改。如确需旧版本，请用参数 /DOWNGRADE；旧版本打不开新版本的记录，请先看安装说明中的“回退”。" "The newer version $0 is installed; nothing was changed. If the older one is wanted, use /DOWNGRADE. It cannot open a newer version's record: see 'Going back' in the installation guide first."
!insertmacro Words NO_RUNTIME "缺少 $1（x64）。请从微软网站下载并安装后再试。未作任何更改。" "$1 (x64) is missing. Install it from Microsoft's site and try again. Nothing was changed."
!insertmacro Words BAD_SITE "参数 /SITE 指定的文件不存在。" "The file that /SITE names is not there."
!insertmacro Words BAD_VALUE "参数 $Name 不能为空，也不能含有空格、引号、反斜杠或非 ASCII 字符。" "$Name must not be empty, and holds no blank, quotation mark, backslash or character outside ASCII."
!insertmacro Words NO_ROOM "磁盘空间不足：需要 $0 MB。未作任何更改。" "There is not enough room: $0 MB are needed. Nothing was changed."
!insertmacro Words SETTINGS_UNWRITTEN "程序已安装，但 site.toml 无法写入。请检查权限后再试。" "The program is installed, but site.toml could not be written. Look at the rights, then try again."
!insertmacro Words SEC_PROGRAM "程序" "The program"
!insertmacro Words SEC_AUTOSTART "登录 Windows 时自动打开" "Open when somebody signs in to Windows"
!insertmacro Words SEC_RECORD "同时删除本机的全部记录（所有用户）；尚未发送到中心的将永远丢失" "Also delete this PC's record, of all its users; what has not been sent to the centre is lost for good"
!insertmacro Words PRACTICE "练习 Practice" "练习 Practice"
