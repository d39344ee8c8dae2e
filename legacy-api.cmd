@rem Shows what a contract makes of requests and answers, without a server: .\legacy-api.cmd check FILE. The same as ./legacy-api, for Windows.
@call "%~dp0start.cmd" legacy-api %*
