; How the PC is set: /SITE=file, /CENTRAL=address and /CODE=enrolment code become %ProgramData%\VoucherDesk\site.toml,
; where the program looks (site_file() in sync/desk/device/settings.py). What is there stays; else it is the example.

Var Name
Var Value

; Before anything is touched.
Function JudgeSettings
  ${If} $Site != ""
    GetFullPathName $Site $Site
    ${IfNot} ${FileExists} "$Site"
    ${OrIf} ${FileExists} "$Site\*.*"
      !insertmacro Refuse "" ${PARAMETER_UNUSABLE} "/SITE= names no file" "$(BAD_SITE)"
    ${EndIf}
  ${EndIf}
  StrCpy $Name "/CENTRAL="
  StrCpy $Value $Central
  Call JudgeValue
  StrCpy $Name "/CODE="
  StrCpy $Value $Code
  Call JudgeValue
FunctionEnd

; Each character of $Value must be one that stands for itself between quotation marks in site.toml.
Function JudgeValue
  StrLen $0 $Value
  StrCpy $1 0
  ${DoWhile} $1 < $0
    StrCpy $2 $Value 1 $1
    System::Call '*(&t1 r2) p .r3'
    System::Call '*$3(&i2 .r4)'
    System::Free $3
    ${If} $4 < 33
    ${OrIf} $4 > 126
    ${OrIf} $2 == "\"
      !insertmacro Refuse "" ${PARAMETER_UNUSABLE} "$Name holds a character that it must not hold" "$(BAD_VALUE)"
    ${EndIf}
    IntOp $1 $1 + 1
  ${Loop}
FunctionEnd

; Anybody may make folders in %ProgramData%; this one says which centre the PC trusts, so only administrators write it.
Function WriteSettings
  CreateDirectory "$APPDATA\VoucherDesk"
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\VoucherDesk" /setowner *S-1-5-32-544'
  Pop $0
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\VoucherDesk" /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-32-545:(OI)(CI)RX'
  Pop $0
  CreateDirectory "$APPDATA\VoucherDesk\desk" ; the record of a PC that several users share
  nsExec::Exec '"$SYSDIR\icacls.exe" "$APPDATA\VoucherDesk\desk" /grant *S-1-5-32-545:(OI)(CI)M'
  Pop $0
  ${If} $Site != ""
    Delete "$APPDATA\VoucherDesk\site.toml.before"
    Rename "$APPDATA\VoucherDesk\site.toml" "$APPDATA\VoucherDesk\site.toml.before"
    ClearErrors
    CopyFiles /SILENT "$Site" "$APPDATA\VoucherDesk\site.toml"
    Call NoteUnlessWritten
  ${ElseIfNot} ${FileExists} "$APPDATA\VoucherDesk\site.toml"
    SetOutPath "$APPDATA\VoucherDesk"
    File "/oname=site.toml" "${SITE_TOML}"
    SetOutPath "$INSTDIR"
  ${EndIf}
  ${If} $Central != ""
    StrCpy $Name "central_url"
    StrCpy $Value $Central
    Call SetLine
  ${EndIf}
  ${If} $Code != ""
    StrCpy $Name "enrolment_code"
    StrCpy $Value $Code
    Call SetLine
  ${EndIf}
FunctionEnd

Function NoteUnlessWritten
  ${If} ${Errors}
    !insertmacro Refuse "" ${NOT_WRITTEN} "site.toml could not be written" "$(SETTINGS_UNWRITTEN)"
  ${EndIf}
FunctionEnd

; `$Name = "$Value"` becomes the first line of site.toml, and no other line sets $Name. The rest is copied byte by byte:
; it is UTF-8, which the installer's own text reading would take for the system's old code page.
Function SetLine
  ClearErrors
  FileOpen $R1 "$APPDATA\VoucherDesk\site.toml.new" w
  Call NoteUnlessWritten
  FileWrite $R1 '$Name = "$Value"$\n'
  FileOpen $R0 "$APPDATA\VoucherDesk\site.toml" r
  ${IfNot} ${Errors}
    Call PassMark
    ${Do}
      Call CopyLine
    ${LoopUntil} $R9 == 1
    FileClose $R0
  ${EndIf}
  FileClose $R1
  Delete "$APPDATA\VoucherDesk\site.toml"
  ClearErrors
  Rename "$APPDATA\VoucherDesk\site.toml.new" "$APPDATA\VoucherDesk\site.toml"
  Call NoteUnlessWritten
FunctionEnd

; The three bytes that some editors put before UTF-8.
Function PassMark
  FileReadByte $R0 $R2
  ${If} $R2 != 239
    FileSeek $R0 0 SET
  ${Else}
    FileSeek $R0 3 SET
  ${EndIf}
  ClearErrors
FunctionEnd

; One line of $R0 to $R1, unless it sets $Name; $R9 is 1 at the end of the file.
Function CopyLine
  StrCpy $R9 0
  StrCpy $R5 ""
  FileSeek $R0 0 CUR $R2
  ${Do}
    ClearErrors
    FileReadByte $R0 $R3
    ${If} ${Errors}
      StrCpy $R9 1
      ${ExitDo}
    ${EndIf}
    ${If} $R3 > 32
    ${AndIf} $R3 < 127
      IntFmt $R4 "%c" $R3
      StrCpy $R5 "$R5$R4"
    ${EndIf}
  ${LoopUntil} $R3 == 10
  StrLen $R6 "$Name="
  StrCpy $R7 $R5 $R6
  ${If} $R7 == "$Name="
    Return
  ${EndIf}
  FileSeek $R0 0 CUR $R8
  FileSeek $R0 $R2 SET
  ${DoWhile} $R2 < $R8
    FileReadByte $R0 $R3
    FileWriteByte $R1 $R3
    IntOp $R2 $R2 + 1
  ${Loop}
FunctionEnd
