; What a deployment tool gets to see; docs/install.md has the same table.
; 0 done, 1 cancelled in the window, 2 stopped while unpacking (both NSIS's own).
!define NOT_ADMINISTRATOR 10
!define WINDOWS_TOO_OLD 11
!define PROGRAM_RUNS 12
!define NEWER_INSTALLED 13
!define RUNTIME_MISSING 14
!define PARAMETER_UNUSABLE 15
!define NOT_WRITTEN 16
!define NO_PREVIOUS 17
!define ANOTHER_AT_WORK 18
