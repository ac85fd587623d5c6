; The installer: per machine, 64-bit, Chinese and English, silent with /S. Compiled by setup.py, which says
;   PROGRAM  the program's folder         VERSION, NUMBERS  1.2.3 and 1.2.3.0
;   ROLL_BACK  the compiled roll_back.nsi SITE_TOML  the settings to fill in
;   ICON  an .ico                         STUB  amd64-unicode or x86-unicode
;   OUT  what is written                  SEP     \ or /, as the compiling machine has it
;   NEEDS_…  a C++ runtime that the folder does not bring
;
;   /S  /SITE=file  /CENTRAL=address  /CODE=enrolment code  /AUTOSTART  /WAIT=seconds  /DOWNGRADE
;   /LANGUAGE=zh_CN|en  /D=folder (last, without quotation marks);   uninstall.exe: /S /PURGE /WAIT= /LANGUAGE=
;
; In the folder: program\ (this version), previous\ (the one before), roll-back.exe, uninstall.exe. A version is unpacked
; beside the one in use and takes its place by two renames, so that whatever stops it leaves a whole program.

Unicode true
Target ${STUB}
SetCompressor /SOLID lzma
!include MUI2.nsh
!include WordFunc.nsh
!include checks.nsh

Name "$(PRODUCT)"
OutFile "${OUT}"
InstallDir "$PROGRAMFILES64\VoucherDesk"
RequestExecutionLevel admin
ManifestSupportedOS all
ManifestDPIAware true
BrandingText "Voucher Desk ${VERSION}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "Voucher Desk"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Voucher Desk 培训券前台"
VIAddVersionKey /LANG=0 "CompanyName" "Voucher Desk"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_NODESC
!define START_MENU "$SMPROGRAMS\Voucher Desk 培训券前台"
!define AUTOSTART "$SMSTARTUP\Voucher Desk 培训券前台.lnk"
!define WINDOW "$INSTDIR\program\voucherdesk-window.exe"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_PRE PassOverWhenUpgrading
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"
!include words.nsh
!include setup_words.nsh
Var Site
Var Central
Var Code
Var Autostart
Var Downgrade
Var Purge
Var Installed ; the version that is there; empty when none is
!macro ForSetup
  !insertmacro TakeValue "" "/SITE=" $Site
  !insertmacro TakeValue "" "/CENTRAL=" $Central
  !insertmacro TakeValue "" "/CODE=" $Code
  !insertmacro TakeMark "/AUTOSTART" $Autostart
  !insertmacro TakeMark "/DOWNGRADE" $Downgrade
!macroend
!macro ForUninstall
  !insertmacro TakeMark "/PURGE" $Purge
!macroend
!insertmacro Checks "" ForSetup
!insertmacro Checks "un." ForUninstall
!include site_file.nsh
!include runtimes.nsh

Section "-program" PROGRAM_SECTION
  Call WaitUntilNothingRuns
  Call MendWhatWasCutOff
  ClearErrors
  SetOutPath "$INSTDIR\program.new"
  File /r "${PROGRAM}${SEP}*" ; here, not in a function: only what a section holds counts as its size
  ${If} ${Errors}
    Call Unwritten
  ${EndIf}
  SetOutPath "$INSTDIR"
  Call TakeItsPlace
  Call Register ; before the settings: whatever becomes of them, what is there can be removed and upgraded
  Call WriteSettings
  Push "installed into $INSTDIR; there was: $Installed"
  Call Note
SectionEnd

Section /o "$(SEC_AUTOSTART)" AUTOSTART_SECTION
  CreateShortcut "${AUTOSTART}" "${WINDOW}"
SectionEnd

Function .onInit
  Call Begin
  ReadRegStr $Installed HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${EndIf}
  Call JudgeSettings
  Call RefuseToGoBack
  Call LookForRuntimes
  Call LookForRoom
  ${If} ${Silent}
    Call WaitUntilNothingRuns
  ${EndIf}
  ${If} $Autostart == 1
  ${OrIf} ${FileExists} "${AUTOSTART}"
    !insertmacro SelectSection ${AUTOSTART_SECTION}
  ${EndIf}
FunctionEnd

Function PassOverWhenUpgrading
  ${If} $Installed != ""
    Abort
  ${EndIf}
FunctionEnd

Function RefuseToGoBack
  ${If} $Installed == ""
    Return
  ${EndIf}
  ${VersionCompare} "$Installed" "${VERSION}" $0
  ${If} $0 == 1
  ${AndIf} $Downgrade != 1
    StrCpy $0 $Installed
    !insertmacro Refuse "" ${NEWER_INSTALLED} "the newer $Installed is installed" "$(NEWER)"
  ${EndIf}
FunctionEnd

; Whole megabytes: in smaller units a large disk has more of them than a number here can count.
Function LookForRoom
  SectionGetSize ${PROGRAM_SECTION} $0
  IntOp $0 $0 / 1024
  IntOp $0 $0 + 50
  ${GetRoot} $INSTDIR $1
  ClearErrors
  ${DriveSpace} "$1\" "/D=F /S=M" $2
  ${If} ${Errors}
  ${OrIf} $2 < $0
    !insertmacro Refuse "" ${NOT_WRITTEN} "$0 MB are needed on $1" "$(NO_ROOM)"
  ${EndIf}
FunctionEnd

; The power went between the two renames: the old program is whole, beside its place.
Function MendWhatWasCutOff
  ${IfNot} ${FileExists} "$INSTDIR\program\*.*"
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
  ${EndIf}
  RMDir /r "$INSTDIR\program.old"
  RMDir /r "$INSTDIR\program.new"
FunctionEnd

Function Unwritten
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\program.new"
  !insertmacro Refuse "" ${NOT_WRITTEN} "files could not be written" "$(CANNOT_WRITE)"
FunctionEnd

Function TakeItsPlace
  ${If} ${FileExists} "$INSTDIR\program\*.*"
    ClearErrors
    Rename "$INSTDIR\program" "$INSTDIR\program.old"
    ${If} ${Errors}
      RMDir /r "$INSTDIR\program.new"
      !insertmacro Refuse "" ${PROGRAM_RUNS} "the program's folder is in use" "$(RUNS)"
    ${EndIf}
  ${EndIf}
  ClearErrors
  Rename "$INSTDIR\program.new" "$INSTDIR\program"
  ${If} ${Errors}
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
    Call Unwritten
  ${EndIf}
  ${If} $Installed == ""
  ${OrIf} $Installed == "${VERSION}" ; put in once more: the version before stays the previous one
    RMDir /r "$INSTDIR\program.old"
  ${Else}
    RMDir /r "$INSTDIR\previous"
    Rename "$INSTDIR\program.old" "$INSTDIR\previous"
    WriteRegStr HKLM "${UNINSTALL_KEY}" "PreviousVersion" $Installed
  ${EndIf}
FunctionEnd

; What Windows lists under Apps, and the start menu.
Function Register
  File "/oname=roll-back.exe" "${ROLL_BACK}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateDirectory "${START_MENU}"
  CreateShortcut "${START_MENU}\Voucher Desk 培训券前台.lnk" "${WINDOW}"
  CreateShortcut "${START_MENU}\$(PRACTICE).lnk" "${WINDOW}" "--practice"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayName" "Voucher Desk 培训券前台"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "Publisher" "Voucher Desk"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayIcon" "${WINDOW}"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "NoRepair" 1
  SectionGetSize ${PROGRAM_SECTION} $0
  WriteRegDWORD HKLM "${UNINSTALL_KEY}" "EstimatedSize" $0
FunctionEnd

Section "un.$(SEC_PROGRAM)"
  SectionIn RO
  Call un.WaitUntilNothingRuns
  RMDir /r "$INSTDIR\program"
  RMDir /r "$INSTDIR\previous"
  RMDir /r "$INSTDIR\program.new"
  RMDir /r "$INSTDIR\program.old"
  Delete "$INSTDIR\roll-back.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only when it is empty: whatever else lies there is not ours
  RMDir /r "${START_MENU}"
  Delete "${AUTOSTART}"
  DeleteRegKey HKLM "${UNINSTALL_KEY}"
  Push "removed from $INSTDIR"
  Call un.Note
SectionEnd

; Every user's home of the program, in the place where it lies unless site.toml says otherwise, and the machine's settings.
; `rd` takes a link away, never what it leads to: a user's folder is the user's to fill, and this runs as administrator.
Section /o "un.$(SEC_RECORD)" RECORD_SECTION
  StrCpy $1 0
  ${Do}
    EnumRegKey $2 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList" $1
    ${If} $2 == ""
      ${ExitDo}
    ${EndIf}
    ReadRegStr $3 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList\$2" "ProfileImagePath"
    ExpandEnvStrings $3 $3
    ${If} ${FileExists} "$3\AppData\Local\VoucherDesk\*.*"
      nsExec::Exec '"$SYSDIR\cmd.exe" /d /c rd /s /q "$3\AppData\Local\VoucherDesk"'
      Pop $0
    ${EndIf}
    IntOp $1 $1 + 1
  ${Loop}
  nsExec::Exec '"$SYSDIR\cmd.exe" /d /c rd /s /q "$APPDATA\VoucherDesk"'
  Pop $0
SectionEnd

Function un.onInit
  Call un.Begin
  ${If} ${Silent}
    Call un.WaitUntilNothingRuns
  ${EndIf}
  ${If} $Purge == 1
    !insertmacro SelectSection ${RECORD_SECTION}
  ${EndIf}
FunctionEnd
