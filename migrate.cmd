@echo off
rem Brings clients, users and tokens of an old server into a realm: .\migrate.cmd --help lists the options. The same as ./migrate, for Windows.
setlocal
rem Without the backslash at its end, which would escape the quote after it.
set "project=%~dp0"
set "project=%project:~0,-1%"
set "program=%project%\migration\target\keycloak-api-auth-migrate.jar"

rem Java: JAVA_HOME's, or the one on the PATH.
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version > nul 2>&1 || (
  echo There is no Java: install JDK 17 or newer, for example Temurin, or set JAVA_HOME to one. >&2
  exit /b 1
)

rem Build what is missing or older than its sources.
set "sources=migration"
powershell -NoProfile -Command "cd $env:project; $built = Get-Item $env:program -ErrorAction Ignore; $sources = $env:sources.Split(','); $files = @(Get-Item pom.xml) + @($sources | ForEach-Object { Get-Item $_\pom.xml; Get-ChildItem $_\src\main -Recurse -File }); exit [int](-not $built -or [bool]($files | Where-Object { $_.LastWriteTime -gt $built.LastWriteTime }))" || (
  echo Building migrate >&2
  call mvn -q -B -f "%project%\pom.xml" -pl migration package -DskipTests >&2 || (
    echo The build failed: see above. There must be Maven 3.8.7 or newer. >&2
    exit /b 1
  )
  powershell -NoProfile -Command "(Get-Item $env:program).LastWriteTime = Get-Date"
)

rem Not as a terminal: cmd.exe may not know the codes that redraw a line of progress.
"%java%" %MIGRATE_JAVA_OPTIONS% -Dmigrate.terminal=false -jar "%program%" %*
