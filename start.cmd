@echo off
rem Starts Keycloak with the pack and the realm 'api', for development: .\start.cmd --help lists the options. The same as ./start, for Windows.
setlocal
rem Without the backslash at its end, which would escape the quote after it.
set "project=%~dp0"
set "project=%project:~0,-1%"
set "launcher=%project%\launcher\target\keycloak-api-auth-launcher.jar"

rem A JDK: JAVA_HOME's, or the one on the PATH.
set "java=java"
set "javac=javac"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if defined JAVA_HOME set "javac=%JAVA_HOME%\bin\javac"
"%javac%" -version > nul 2>&1 || (
  echo There is no JDK: install JDK 17 or newer, for example Temurin, or set JAVA_HOME to one. >&2
  exit /b 1
)
for /f "tokens=2 delims=. " %%v in ('""%javac%" -version 2^>^&1"') do set "version=%%v"
if %version% lss 17 (
  echo JDK %version% is too old: install JDK 17 or newer, or set JAVA_HOME to one. >&2
  exit /b 1
)

rem Build what is missing or older than its sources.
set "sources=providers,themes,launcher"
powershell -NoProfile -Command "cd $env:project; $built = Get-Item $env:launcher -ErrorAction Ignore; $sources = $env:sources.Split(','); $files = @(Get-Item pom.xml) + @($sources | ForEach-Object { Get-Item $_\pom.xml; Get-ChildItem $_\src\main -Recurse -File }); exit [int](-not $built -or [bool]($files | Where-Object { $_.LastWriteTime -gt $built.LastWriteTime }))" || (
  echo Building the pack ^(the first time Maven fetches Keycloak, some 200 MB^)
  call mvn -B -f "%project%\pom.xml" -pl launcher -am package -DskipTests || (
    echo The build failed: see above. There must be Maven 3.8.7 or newer. >&2
    exit /b 1
  )
  powershell -NoProfile -Command "(Get-Item $env:launcher).LastWriteTime = Get-Date"
)

"%java%" -jar "%launcher%" "%project%" %*
