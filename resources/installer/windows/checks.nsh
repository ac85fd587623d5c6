; What the installer, the uninstaller and the roll-back look at before they touch anything, and how they say no.
; Every function is made twice, because an uninstaller may only call functions of its own: `un` is "un." there.

!include FileFunc.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include exit_codes.nsh
!include parameters.nsh

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\VoucherDesk"
!define ERROR_ALREADY_EXISTS 183

; One line in the log, one message in the window, one exit status. Nothing was touched, or all was put back.
!macro Refuse un code why words
  Push "refused, ${code}: ${why}"
  Call ${un}Note
  MessageBox MB_OK|MB_ICONSTOP "${words}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

!macro Checks un own
  !insertmacro Parameters "${un}" ${own}

  ; The line on the stack goes into the log beside site.toml. It is ASCII and never holds a code.
  Function ${un}Note
    Exch $0
    Push $1
    Push $2
    Push $3
    Push $4
    Push $5
    Push $6
    Push $7
    Push $8
    CreateDirectory "$APPDATA\VoucherDesk"
    ${GetTime} "" "LS" $1 $2 $3 $4 $5 $6 $7
    ClearErrors
    FileOpen $8 "$APPDATA\VoucherDesk\install.log" a
    ${IfNot} ${Errors}
      FileSeek $8 0 END
      FileWrite $8 "$3-$2-$1T$5:$6:$7Z ${VERSION} $0$\r$\n"
      FileClose $8
    ${EndIf}
    ClearErrors
    Pop $8
    Pop $7
    Pop $6
    Pop $5
    Pop $4
    Pop $3
    Pop $2
    Pop $1
    Pop $0
  FunctionEnd

  ; The machine's places and the 64-bit registry, whatever the installer itself is; then who, and where.
  Function ${un}Begin
    SetRegView 64
    SetShellVarContext all
    Call ${un}ReadParameters
    ${If} $AskedLanguage == "zh_CN"
      StrCpy $LANGUAGE ${LANG_SIMPCHINESE}
    ${ElseIf} $AskedLanguage == "en"
      StrCpy $LANGUAGE ${LANG_ENGLISH}
    ${ElseIf} $AskedLanguage != ""
      !insertmacro Refuse "${un}" ${PARAMETER_UNUSABLE} "/LANGUAGE= is not zh_CN or en" "$(BAD_PARAMETER)"
    ${EndIf}
    ${IfNot} ${AtLeastWin10}
      !insertmacro Refuse "${un}" ${WINDOWS_TOO_OLD} "Windows 10 or newer is needed" "$(OLD_WINDOWS)"
    ${EndIf}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      !insertmacro Refuse "${un}" ${NOT_ADMINISTRATOR} "not an administrator" "$(NO_RIGHTS)"
    ${EndIf}
    System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Global\VoucherDeskSetup") p .r0 ?e'
    Pop $0
    ${If} $0 == ${ERROR_ALREADY_EXISTS}
      !insertmacro Refuse "${un}" ${ANOTHER_AT_WORK} "another installer is at work" "$(AT_WORK)"
    ${EndIf}
  FunctionEnd

  ; $0: 1 while one of the program's files runs, for whichever user. Windows lets nobody write into those.
  Function ${un}LookWhetherItRuns
    Push $1
    Push $2
    Push $3
    StrCpy $0 0
    FindFirst $1 $2 "$INSTDIR\program\*.exe"
    ${DoWhile} $2 != ""
      ClearErrors
      FileOpen $3 "$INSTDIR\program\$2" a
      ${If} ${Errors}
        StrCpy $0 1
      ${Else}
        FileClose $3
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
    ClearErrors
    Pop $3
    Pop $2
    Pop $1
  FunctionEnd

  ; A running program is never closed from here: somebody may be at the desk. /WAIT=seconds waits, then it is asked about.
  Function ${un}WaitUntilNothingRuns
    ${Do}
      Call ${un}LookWhetherItRuns
      ${If} $0 == 0
        Return
      ${EndIf}
      ${If} $Wait > 0
        IntOp $Wait $Wait - 1
        Sleep 1000
        ${Continue}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" /SD IDCANCEL IDCANCEL`
        Push "refused, ${PROGRAM_RUNS}: the program is running"
        Call ${un}Note
        SetErrorLevel ${PROGRAM_RUNS}
        Quit
      ${EndIf}
    ${Loop}
  FunctionEnd
!macroend
