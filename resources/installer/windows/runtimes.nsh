; The C++ runtimes that a library of the program asks Windows for and the program's folder does not bring. Which those
; are setup.py sees in the folder: msvcr120.dll belongs to zbar, vcruntime140.dll and msvcp140.dll to Python and Qt.

!macro LookForRuntime file runtime
  ${IfNot} ${FileExists} "$SysNative\${file}"
    StrCpy $1 "${runtime}"
    !insertmacro Refuse "" ${RUNTIME_MISSING} "$1 (x64) is missing" "$(NO_RUNTIME)"
  ${EndIf}
!macroend

Var SysNative ; the 64-bit system folder, which a 32-bit installer sees by another name

Function LookForRuntimes
  StrCpy $SysNative "$WINDIR\Sysnative"
  ${IfNot} ${FileExists} "$SysNative\*.*"
    StrCpy $SysNative "$WINDIR\System32"
  ${EndIf}
  !ifdef NEEDS_2013
    !insertmacro LookForRuntime "msvcr120.dll" "Microsoft Visual C++ 2013 Redistributable"
  !endif
  !ifdef NEEDS_2022
    !insertmacro LookForRuntime "vcruntime140.dll" "Microsoft Visual C++ 2015-2022 Redistributable"
    !insertmacro LookForRuntime "vcruntime140_1.dll" "Microsoft Visual C++ 2015-2022 Redistributable"
    !insertmacro LookForRuntime "msvcp140.dll" "Microsoft Visual C++ 2015-2022 Redistributable"
  !endif
FunctionEnd
