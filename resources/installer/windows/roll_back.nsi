; roll-back.exe: the previous version of the program takes the place of this one, and this one becomes the previous.
; Each record comes back when that one starts (desktop/come_back.py). With /S it asks nothing; exit codes are the installer's.

Unicode true
Target ${STUB}
!include checks.nsh
LoadLanguageFile "${NSISDIR}${SEP}Contrib${SEP}Language files${SEP}SimpChinese.nlf"
LoadLanguageFile "${NSISDIR}${SEP}Contrib${SEP}Language files${SEP}English.nlf"
!include words.nsh
!insertmacro Words NO_PREVIOUS "没有可以恢复的上一版本。" "There is no previous version to bring back."
!insertmacro Words ASK_BACK "恢复程序的上一版本 $0？记录会在下次启动时恢复为该版本的格式，内容不丢失。" "Bring back version $0 of the program? The record comes back to its form at the next start; nothing in it is lost."
!insertmacro Words CAME_BACK "已恢复版本 $0。" "Version $0 is back."

Name "Voucher Desk"
OutFile "${OUT}"
Icon "${ICON}"
RequestExecutionLevel admin
ManifestSupportedOS all
BrandingText " "

!macro NoOthers
!macroend
!insertmacro Checks "" NoOthers

Function .onInit
  Call Begin
  StrCpy $INSTDIR $EXEDIR
  ${IfNot} ${FileExists} "$INSTDIR\previous\voucherdesk.exe"
    !insertmacro Refuse "" ${NO_PREVIOUS} "there is no previous version" "$(NO_PREVIOUS)"
  ${EndIf}
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "PreviousVersion"
  MessageBox MB_OKCANCEL|MB_ICONQUESTION "$(ASK_BACK)" /SD IDOK IDOK +3
  SetErrorLevel 1
  Quit
  Call WaitUntilNothingRuns
  SetSilent silent
FunctionEnd

Section
  ClearErrors
  Rename "$INSTDIR\program" "$INSTDIR\program.old"
  ${If} ${Errors}
    !insertmacro Refuse "" ${PROGRAM_RUNS} "the program's folder is in use" "$(RUNS)"
  ${EndIf}
  Rename "$INSTDIR\previous" "$INSTDIR\program"
  ${If} ${Errors}
    Rename "$INSTDIR\program.old" "$INSTDIR\program"
    !insertmacro Refuse "" ${NOT_WRITTEN} "the previous version's folder is in use" "$(CANNOT_WRITE)"
  ${EndIf}
  Rename "$INSTDIR\program.old" "$INSTDIR\previous"
  ReadRegStr $0 HKLM "${UNINSTALL_KEY}" "PreviousVersion"
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "DisplayVersion"
  WriteRegStr HKLM "${UNINSTALL_KEY}" "DisplayVersion" $0
  WriteRegStr HKLM "${UNINSTALL_KEY}" "PreviousVersion" $1
  Push "rolled back to $0"
  Call Note
  MessageBox MB_OK|MB_ICONINFORMATION "$(CAME_BACK)" /SD IDOK
SectionEnd
