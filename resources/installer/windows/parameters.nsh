; The words of the command line. NSIS's own ${GetOptions} ends a value at any slash, and so cuts an address short.
; A word that nobody knows is refused: it is a slip of the pen, and nobody sits before the PC to see it.

Var Rest
Var Word
Var Wait
Var AskedLanguage

; For the list in a Parameters… macro: the value after `name`, which must not be empty, or the mark that `name` is there.
!macro TakeValue un name variable
  StrLen $0 "${name}"
  StrCpy $1 $Word $0
  ${If} $1 == "${name}"
    StrCpy ${variable} $Word "" $0
    ${If} ${variable} == ""
      !insertmacro Refuse "${un}" ${PARAMETER_UNUSABLE} "${name} is empty" "$(BAD_PARAMETER)"
    ${EndIf}
    ${Continue}
  ${EndIf}
!macroend

!macro TakeMark name variable
  ${If} $Word == "${name}"
    StrCpy ${variable} 1
    ${Continue}
  ${EndIf}
!macroend

!macro Parameters un own
  Function ${un}ReadParameters
    ${GetParameters} $Rest
    ${Do}
      Call ${un}NextWord
      ${If} $Word == ""
        ${ExitDo}
      ${EndIf}
      !insertmacro TakeMark "/S" $Word ; NSIS has seen to it
      !insertmacro TakeMark "/NCRC" $Word
      !insertmacro TakeValue "${un}" "/WAIT=" $Wait
      !insertmacro TakeValue "${un}" "/LANGUAGE=" $AskedLanguage
      !insertmacro ${own}
      !insertmacro Refuse "${un}" ${PARAMETER_UNUSABLE} "an unknown parameter" "$(BAD_PARAMETER)"
    ${Loop}
  FunctionEnd

  ; From $Rest into $Word, without quotation marks; a blank between them does not end it. Empty at the end.
  Function ${un}NextWord
    StrCpy $Word ""
    StrCpy $1 0 ; between quotation marks
    ${Do}
      StrCpy $0 $Rest 1
      StrCpy $Rest $Rest "" 1
      ${If} $0 == ""
        Return
      ${ElseIf} $0 == '"'
        IntOp $1 $1 !
      ${ElseIf} $0 == " "
      ${AndIf} $1 == 0
        ${If} $Word != ""
          Return
        ${EndIf}
      ${Else}
        StrCpy $Word "$Word$0"
      ${EndIf}
    ${Loop}
  FunctionEnd
!macroend
