# Windows: toetst elke maandag om 8.00 uur de meting en bewaart de uitkomst ernaast. Voer dit één keer uit in PowerShell.
#
# Kies een map die alleen je team kan openen: de uitkomst noemt de zwakke plekken van een school. Komt ze in een
# repository, dan alleen in een besloten (private) repository.
# Niet geprobeerd op Windows; de opdracht zelf is met de Windows-versie van ibp-peil uitgevoerd (onder wine).
$map = "C:\IBP"
$opdracht = "toets meting.toml --eisenbestand eisen.toml --formaat json=uitkomst.json --formaat tekst"

$actie = New-ScheduledTaskAction -Execute "$map\ibp-peil.exe" -Argument $opdracht -WorkingDirectory $map
$moment = New-ScheduledTaskTrigger -Weekly -DaysOfWeek Monday -At 8am
Register-ScheduledTask -TaskName "IBP-meting toetsen" -Action $actie -Trigger $moment

# De uitkomst van de laatste keer: 0 alle eisen gehaald, 1 een eis niet gehaald, 2 niet te lezen.
#   (Get-ScheduledTaskInfo -TaskName "IBP-meting toetsen").LastTaskResult
