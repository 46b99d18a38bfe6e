<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>SecretTool</name>
    <message>
        <source>There is no secret in it.</source>
        <translation>Darin ist kein Geheimnis.</translation>
    </message>
    <message>
        <source>A secret begins with A or B.</source>
        <translation>Ein Geheimnis beginnt mit A oder B.</translation>
    </message>
    <message>
        <source>A secret has %1 characters, this has %2.</source>
        <translation>Ein Geheimnis hat %1 Zeichen, dieses hat %2.</translation>
    </message>
    <message>
        <source>A secret has the letters A to Z and the digits 2 to 7 only. Perhaps one was mistyped.</source>
        <translation>Ein Geheimnis besteht nur aus den Buchstaben A bis Z und den Ziffern 2 bis 7. Vielleicht wurde eines vertippt.</translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>%1</source>
        <comment>what the system said: not found</comment>
        <translation>nicht gefunden: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: access is denied</comment>
        <translation>der Zugriff ist verweigert: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is full</comment>
        <translation>der Datenträger ist voll: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is read-only</comment>
        <translation>der Datenträger ist schreibgeschützt: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: too many files are open</comment>
        <translation>zu viele Dateien sind offen: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the system reports an error</comment>
        <translation>das System meldet einen Fehler: %1</translation>
    </message>
    <message>
        <source>it is a device, a FIFO or a socket, and those are not synced</source>
        <translation>es ist ein Gerät, ein FIFO oder ein Socket, und die werden nicht abgeglichen</translation>
    </message>
    <message>
        <source>warning: a program has a database open here; its files change together, and other devices may get them in a state that cannot be used</source>
        <translation>Warnung: ein Programm hat hier eine Datenbank offen; ihre Dateien ändern sich gemeinsam, und andere Geräte bekommen sie vielleicht in einem Zustand, der nicht zu gebrauchen ist</translation>
    </message>
    <message>
        <source>it was changed here, and this device has only the read-only secret</source>
        <translation>es wurde hier geändert, und dieses Gerät hat nur das Geheimnis zum Lesen</translation>
    </message>
    <message>
        <source>a program here has it open for writing</source>
        <translation>ein Programm hat es hier zum Schreiben offen</translation>
    </message>
    <message>
        <source>what it replaces has to be kept, and the archive is full</source>
        <translation>was es ersetzt, muss aufgehoben werden, und das Archiv ist voll</translation>
    </message>
    <message>
        <source>the archive is full of losers of conflicts and replaced local edits, which are kept for %1 days: %2 bytes, and the limit is %3; changes that would add such a file wait</source>
        <translation>das Archiv ist voll mit Verlierern von Konflikten und ersetzten eigenen Änderungen, die %1 Tage aufgehoben werden: %2 Byte, und die Grenze ist %3; Änderungen, die eine solche Datei hinzufügen würden, warten</translation>
    </message>
    <message>
        <source>another file is mounted over it: what is seen there does not belong to the folder, and is not synced</source>
        <translation>eine andere Datei ist darüber eingehängt: was dort zu sehen ist, gehört nicht zum Ordner und wird nicht abgeglichen</translation>
    </message>
    <message>
        <source>the file system that was mounted here is gone</source>
        <translation>das Dateisystem, das hier eingehängt war, ist weg</translation>
    </message>
    <message>
        <source>another file system is mounted here than before</source>
        <translation>hier ist ein anderes Dateisystem eingehängt als zuvor</translation>
    </message>
    <message>
        <source>the directory in which a file system was mounted is gone, and the file system with it</source>
        <translation>das Verzeichnis, in das ein Dateisystem eingehängt war, ist weg, und das Dateisystem mit ihm</translation>
    </message>
    <message>
        <source>another file system is mounted above it than before</source>
        <translation>darüber ist ein anderes Dateisystem eingehängt als zuvor</translation>
    </message>
    <message>
        <source>a directory belongs here, but something that is not synced has its name</source>
        <translation>hier gehört ein Verzeichnis hin, aber etwas, das nicht abgeglichen wird, hat seinen Namen</translation>
    </message>
    <message>
        <source>it was deleted elsewhere but still holds something that is not synced</source>
        <translation>es wurde anderswo gelöscht, enthält aber noch etwas, das nicht abgeglichen wird</translation>
    </message>
    <message>
        <source>a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1</source>
        <translation>ein Verzeichnis, das anderswo gelöscht wurde, enthält noch etwas und kann nicht an seinen Platz zurück: %1</translation>
    </message>
    <message>
        <source>it is older than what is remembered of deletions: perhaps it was deleted long ago</source>
        <translation>es ist älter als das, was von Löschungen in Erinnerung ist: vielleicht wurde es vor langer Zeit gelöscht</translation>
    </message>
    <message>
        <source>no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits</source>
        <translation>es können keine weiteren Dateien geöffnet werden (dieser Prozess darf %1 offen haben, RLIMIT_NOFILE): die Freigabe wartet</translation>
    </message>
    <message>
        <source>the file system is mounted read-only: changes of other devices wait, files are still served</source>
        <translation>das Dateisystem ist schreibgeschützt eingehängt: Änderungen anderer Geräte warten, Dateien werden weiter ausgeliefert</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days before this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>„%1“ will, dass Löschungen bis %2 Tage vor der Uhr dieses Geräts vergessen werden, und mindestens 170 Tage davor müssen es sein: das wird abgelehnt</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days after this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>„%1“ will, dass Löschungen bis %2 Tage nach der Uhr dieses Geräts vergessen werden, und mindestens 170 Tage davor müssen es sein: das wird abgelehnt</translation>
    </message>
    <message>
        <source>.sync/ID is gone: this may be an empty mount point or another disk</source>
        <translation>.sync/ID ist weg: das ist vielleicht ein leerer Einhängepunkt oder ein anderer Datenträger</translation>
    </message>
    <message>
        <source>%1 of %2 files are missing: nothing is deleted elsewhere until you say so</source>
        <translation>%1 von %2 Dateien fehlen: anderswo wird nichts gelöscht, bis Sie es sagen</translation>
    </message>
    <message>
        <source>the ignore list cannot be used: %1</source>
        <translation>die Liste der ignorierten Dateien ist nicht zu gebrauchen: %1</translation>
    </message>
    <message>
        <source>it is on this read-only device only: it was added here, or deleted elsewhere while this device could not know; it is kept, and not synced</source>
        <translation>es ist nur auf diesem Gerät, das nur lesen darf: es kam hier dazu, oder wurde anderswo gelöscht, als dieses Gerät es nicht erfahren konnte; es bleibt und wird nicht abgeglichen</translation>
    </message>
    <message>
        <source>its directory is not on this disk yet</source>
        <translation>sein Verzeichnis ist noch nicht auf diesem Datenträger</translation>
    </message>
    <message>
        <source>it is about to be written here</source>
        <translation>es wird hier gleich geschrieben</translation>
    </message>
    <message>
        <source>its deletion is about to be done here</source>
        <translation>es wird hier gleich gelöscht</translation>
    </message>
    <message>
        <source>it is being fetched</source>
        <translation>es wird gerade geholt</translation>
    </message>
    <message>
        <source>it waits for its turn to be fetched</source>
        <translation>es wartet darauf, an der Reihe zu sein</translation>
    </message>
    <message>
        <source>no peer is connected</source>
        <translation>kein anderes Gerät ist verbunden</translation>
    </message>
    <message>
        <source>no connected peer has it</source>
        <translation>kein verbundenes Gerät hat es</translation>
    </message>
    <message>
        <source>; it is this device&apos;s own, lost here</source>
        <translation>; es ist von diesem Gerät selbst und hier verloren gegangen</translation>
    </message>
    <message>
        <source>, not even &apos;%1&apos;, which wrote it</source>
        <translation>, nicht einmal „%1“, das es geschrieben hat</translation>
    </message>
    <message>
        <source>; this version was made by &apos;%1&apos;</source>
        <translation>; diese Fassung hat „%1“ gemacht</translation>
    </message>
    <message>
        <source>, last seen %1</source>
        <translation>, zuletzt gesehen %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks 1 file (%2 bytes)</source>
        <translation>„%1“ fehlt 1 Datei (%2 Byte)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks %2 files (%3 bytes)</source>
        <translation>„%1“ fehlen %2 Dateien (%3 Byte)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; says: %2</source>
        <translation>„%1“ meldet: %2</translation>
    </message>
    <message>
        <source>; it says: %1</source>
        <translation>; es meldet: %1</translation>
    </message>
    <message>
        <source>move it out of the share, or add it to .sync/IgnoreList</source>
        <translation>bewegen Sie es aus der Freigabe heraus, oder nehmen Sie es in .sync/IgnoreList auf</translation>
    </message>
    <message>
        <source>keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList</source>
        <translation>halten Sie die Datenbank außerhalb der Freigabe, und legen Sie Abzüge oder Sicherungen davon hinein; oder nehmen Sie sie in .sync/IgnoreList auf</translation>
    </message>
    <message>
        <source>make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere</source>
        <translation>machen Sie es lesbar für den Benutzer, als der Shoal läuft; bis dahin wird anderswo nichts gelöscht</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: the disk may be failing; it is read again at the next scan</source>
        <translation>sehen Sie in das Protokoll des Systems: der Datenträger ist vielleicht defekt; beim nächsten Durchgang wird es wieder gelesen</translation>
    </message>
    <message>
        <source>it is looked at again by itself</source>
        <translation>es wird von selbst wieder angesehen</translation>
    </message>
    <message>
        <source>it is read again and again; look whether the disk is in order</source>
        <translation>es wird immer wieder gelesen; sehen Sie nach, ob der Datenträger in Ordnung ist</translation>
    </message>
    <message>
        <source>it is tried again by itself</source>
        <translation>es wird von selbst wieder versucht</translation>
    </message>
    <message>
        <source>make room on the disk; it is tried again by itself</source>
        <translation>schaffen Sie Platz auf dem Datenträger; es wird von selbst wieder versucht</translation>
    </message>
    <message>
        <source>make room on the disk, if that is what is missing; it is tried again by itself</source>
        <translation>schaffen Sie Platz auf dem Datenträger, wenn der fehlt; es wird von selbst wieder versucht</translation>
    </message>
    <message>
        <source>make room in .sync/Archive, or raise &quot;archive_max_size&quot;</source>
        <translation>schaffen Sie Platz in .sync/Archive, oder erhöhen Sie „archive_max_size“</translation>
    </message>
    <message>
        <source>look through .sync/Archive and remove what is not needed, or raise &quot;archive_max_size&quot;</source>
        <translation>sehen Sie .sync/Archive durch, und entfernen Sie, was nicht gebraucht wird, oder erhöhen Sie „archive_max_size“</translation>
    </message>
    <message>
        <source>undo the change, move the file away, or set &quot;overwrite_changes&quot;: true for this share</source>
        <translation>machen Sie die Änderung rückgängig, bewegen Sie die Datei weg, oder setzen Sie „overwrite_changes“: true für diese Freigabe</translation>
    </message>
    <message>
        <source>it is replaced as soon as it is closed</source>
        <translation>es wird ersetzt, sobald es geschlossen ist</translation>
    </message>
    <message>
        <source>unmount it, and the file below it is synced; or add it to .sync/IgnoreList</source>
        <translation>hängen Sie sie aus, dann wird die Datei darunter abgeglichen; oder nehmen Sie sie in .sync/IgnoreList auf</translation>
    </message>
    <message>
        <source>mount the right one, and all goes on by itself; or accept what is there now with &apos;shoal confirm --new-mount %1&apos;</source>
        <translation>hängen Sie das richtige ein, dann geht alles von selbst weiter; oder nehmen Sie an, was jetzt dort ist, mit ‚shoal confirm --new-mount %1‘</translation>
    </message>
    <message>
        <source>; until then nothing below it is synced, and nothing deleted</source>
        <translation>; bis dahin wird darunter nichts abgeglichen und nichts gelöscht</translation>
    </message>
    <message>
        <source>&apos;shoal why&apos; names the directory, and what to do</source>
        <translation>‚shoal why‘ nennt das Verzeichnis, und was zu tun ist</translation>
    </message>
    <message>
        <source>rename or remove it</source>
        <translation>benennen Sie es um, oder entfernen Sie es</translation>
    </message>
    <message>
        <source>it is tried again by itself; rename or remove what is not synced and has this name</source>
        <translation>es wird von selbst wieder versucht; benennen Sie um oder entfernen Sie, was nicht abgeglichen wird und diesen Namen hat</translation>
    </message>
    <message>
        <source>look at what is in it (perhaps ignored files) and remove it by hand</source>
        <translation>sehen Sie nach, was darin ist (vielleicht ignorierte Dateien), und entfernen Sie es von Hand</translation>
    </message>
    <message>
        <source>raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often</source>
        <translation>erhöhen Sie die Grenze, etwa mit einer Datei in /etc/sysctl.d; bis dahin wird der Ordner öfter durchgesehen</translation>
    </message>
    <message>
        <source>raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the whole system is at sysctl fs.file-max</source>
        <translation>erhöhen Sie die Grenze: LimitNOFILE in der systemd-Unit, oder ulimit -n; ist sie hoch genug, so ist das ganze System an sysctl fs.file-max angelangt</translation>
    </message>
    <message>
        <source>look into the system&apos;s log for the reason (a failing disk?) and mount it writable; all goes on by itself</source>
        <translation>suchen Sie im Protokoll des Systems nach dem Grund (ein defekter Datenträger?), und hängen Sie es beschreibbar ein; alles geht von selbst weiter</translation>
    </message>
    <message>
        <source>set the clock of the device that is wrong</source>
        <translation>stellen Sie die Uhr des Geräts, das falsch geht</translation>
    </message>
    <message>
        <source>answer with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>antworten Sie mit ‚shoal confirm %1 --keep‘ oder ‚--remove‘; der Pfad eines Verzeichnisses antwortet für alles, was darin zurückgehalten ist</translation>
    </message>
    <message>
        <source>answer on a read-write device with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>antworten Sie auf einem Gerät, das schreiben darf, mit ‚shoal confirm %1 --keep‘ oder ‚--remove‘; der Pfad eines Verzeichnisses antwortet für alles, was darin zurückgehalten ist</translation>
    </message>
    <message>
        <source>mend .sync/IgnoreList, then restart</source>
        <translation>bringen Sie .sync/IgnoreList in Ordnung, dann starten Sie neu</translation>
    </message>
    <message>
        <source>mount the right disk; or answer with &apos;shoal confirm %1 --refill&apos; (fetch the missing files again from the peers) or &apos;--deleted-everywhere&apos; (it was meant)</source>
        <translation>hängen Sie den richtigen Datenträger ein; oder antworten Sie mit ‚shoal confirm %1 --refill‘ (die fehlenden Dateien wieder von den anderen holen) oder ‚--deleted-everywhere‘ (so war es gemeint)</translation>
    </message>
    <message>
        <source>delete it if nobody needs it; put it on a read-write device if it should be synced</source>
        <translation>löschen Sie es, wenn niemand es braucht; legen Sie es auf ein Gerät, das schreiben darf, wenn es abgeglichen werden soll</translation>
    </message>
    <message>
        <source>check that another device with this secret is running and reachable</source>
        <translation>sehen Sie nach, ob ein anderes Gerät mit diesem Geheimnis läuft und erreichbar ist</translation>
    </message>
    <message>
        <source>wait, or see to it that a device that has it is connected</source>
        <translation>warten Sie, oder sorgen Sie dafür, dass ein Gerät verbunden ist, das es hat</translation>
    </message>
    <message>
        <source>; &apos;%1&apos; has it</source>
        <translation>; „%1“ hat es</translation>
    </message>
    <message>
        <source>put it back from an archive or a backup, or delete it on any device to end the wait</source>
        <translation>legen Sie es aus einem Archiv oder einer Sicherung zurück, oder löschen Sie es auf irgendeinem Gerät, damit das Warten ein Ende hat</translation>
    </message>
    <message>
        <source>see to it on that device</source>
        <translation>kümmern Sie sich auf jenem Gerät darum</translation>
    </message>
    <message>
        <source>make the folder available: mount its disk, or move it back</source>
        <translation>machen Sie den Ordner verfügbar: hängen Sie seinen Datenträger ein, oder bewegen Sie ihn zurück</translation>
    </message>
    <message>
        <source>make room on the disk that is full, or raise the quota</source>
        <translation>schaffen Sie Platz auf dem Datenträger, der voll ist, oder erhöhen Sie das Kontingent</translation>
    </message>
    <message>
        <source>mount the disk writable that is read-only (a failing one becomes so; the system&apos;s log says it)</source>
        <translation>hängen Sie den Datenträger beschreibbar ein, der schreibgeschützt ist (ein defekter wird es von selbst; im Protokoll des Systems steht es)</translation>
    </message>
    <message>
        <source>let the user that shoald runs as read, enter and change what the message names (chown, chmod)</source>
        <translation>erlauben Sie dem Benutzer, als der shoald läuft, zu lesen, zu betreten und zu ändern, was die Meldung nennt (chown, chmod)</translation>
    </message>
    <message>
        <source>raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n</source>
        <translation>erhöhen Sie die Grenze offener Dateien: LimitNOFILE in der systemd-Unit, oder ulimit -n</translation>
    </message>
    <message>
        <source>put right what the message names</source>
        <translation>bringen Sie in Ordnung, was die Meldung nennt</translation>
    </message>
    <message>
        <source>end the other program that uses it</source>
        <translation>beenden Sie das andere Programm, das es benutzt</translation>
    </message>
    <message>
        <source>nothing: a damaged index is set aside, and the folder joined anew</source>
        <translation>nichts: ein beschädigter Index wird beiseitegelegt, und der Ordner tritt neu bei</translation>
    </message>
    <message>
        <source>use a file system that can do this</source>
        <translation>benutzen Sie ein Dateisystem, das dies kann</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: a disk may be failing</source>
        <translation>sehen Sie in das Protokoll des Systems: ein Datenträger ist vielleicht defekt</translation>
    </message>
    <message>
        <source>; the folder is &apos;%1&apos;, and the index lies in storage_path, &apos;%2&apos;</source>
        <translation>; der Ordner ist „%1“, und der Index liegt in storage_path, „%2“</translation>
    </message>
    <message>
        <source>; it is tried again every 10 seconds</source>
        <translation>; es wird alle 10 Sekunden wieder versucht</translation>
    </message>
    <message>
        <source>This file system cannot exchange two files: a file that a program saves by renaming in the very instant we replace it can be overwritten.</source>
        <translation>Dieses Dateisystem kann zwei Dateien nicht vertauschen: eine Datei, die ein Programm durch Umbenennen genau in dem Augenblick sichert, in dem wir sie ersetzen, kann überschrieben werden.</translation>
    </message>
    <message>
        <source>This file system can neither exchange files nor make hard links: a file is absent for an instant while we replace it.</source>
        <translation>Dieses Dateisystem kann weder Dateien vertauschen noch harte Links anlegen: eine Datei ist einen Augenblick lang nicht da, während wir sie ersetzen.</translation>
    </message>
    <message>
        <source>This file system can neither rename without replacing nor make hard links: new files cannot be put in place safely, so they are not.</source>
        <translation>Dieses Dateisystem kann weder umbenennen, ohne zu ersetzen, noch harte Links anlegen: neue Dateien können nicht sicher an ihren Platz gebracht werden, darum werden sie es nicht.</translation>
    </message>
    <message>
        <source>We cannot learn whether somebody has a file open for writing: replaced files are kept for 60 quiet seconds in case somebody still writes to them.</source>
        <translation>Wir können nicht erfahren, ob jemand eine Datei zum Schreiben offen hat: ersetzte Dateien werden 60 ruhige Sekunden lang aufgehoben, falls noch jemand hineinschreibt.</translation>
    </message>
    <message>
        <source>Files have no birth time here: a moved directory is taken for a deleted and a new one more often.</source>
        <translation>Dateien haben hier keine Entstehungszeit: ein verschobenes Verzeichnis wird öfter für ein gelöschtes und ein neues gehalten.</translation>
    </message>
    <message>
        <source>Names that differ only in upper and lower case are the same here: one of two such files gets a suffix.</source>
        <translation>Namen, die sich nur in Groß- und Kleinschreibung unterscheiden, sind hier gleich: eine von zwei solchen Dateien bekommt einen Zusatz.</translation>
    </message>
    <message>
        <source>Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix.</source>
        <translation>Namen, die sich nur darin unterscheiden, wie Akzente kodiert sind, sind hier gleich: eine von zwei solchen Dateien bekommt einen Zusatz.</translation>
    </message>
    <message>
        <source>This file system refuses some names: such files get another name here.</source>
        <translation>Dieses Dateisystem lehnt manche Namen ab: solche Dateien bekommen hier einen anderen Namen.</translation>
    </message>
    <message>
        <source>This file system has no symbolic links: they are not made here.</source>
        <translation>Dieses Dateisystem hat keine symbolischen Links: sie werden hier nicht angelegt.</translation>
    </message>
    <message>
        <source>This file system does not keep permissions: those of other devices are passed on but not set here.</source>
        <translation>Dieses Dateisystem hebt keine Zugriffsrechte auf: die anderer Geräte werden weitergegeben, aber hier nicht gesetzt.</translation>
    </message>
    <message>
        <source>This file system does not keep extended attributes: those of other devices are passed on but not set here.</source>
        <translation>Dieses Dateisystem hebt keine erweiterten Attribute auf: die anderer Geräte werden weitergegeben, aber hier nicht gesetzt.</translation>
    </message>
    <message>
        <source>File times are kept in whole seconds here: files changed within such a time are read again to be sure.</source>
        <translation>Dateizeiten werden hier in ganzen Sekunden geführt: Dateien, die innerhalb einer solchen Zeit geändert wurden, werden sicherheitshalber noch einmal gelesen.</translation>
    </message>
    <message>
        <source>the index of &apos;%1&apos; was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the disk of storage_path fails; the old index is kept there as &apos;%3&apos;, and may be removed</source>
        <translation>der Index von „%1“ war beschädigt (%2): der Ordner ist neu beigetreten, und nichts wurde gelöscht; sehen Sie nach, ob der Datenträger von storage_path defekt ist; der alte Index liegt dort als „%3“ und darf entfernt werden</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: another one stands there than when its first scan was interrupted; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>der Ordner „%1“ ist nicht in dem Zustand, den sein Index kennt: dort steht ein anderer als der, dessen erster Durchgang unterbrochen wurde; der Ordner ist neu beigetreten, und nichts wurde gelöscht; der alte Index liegt in storage_path als „%2“ und darf entfernt werden</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: one of them was restored from a backup; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>der Ordner „%1“ ist nicht in dem Zustand, den sein Index kennt: einer von beiden wurde aus einer Sicherung wiederhergestellt; der Ordner ist neu beigetreten, und nichts wurde gelöscht; der alte Index liegt in storage_path als „%2“ und darf entfernt werden</translation>
    </message>
    <message>
        <source>the storage_path of this device was copied or moved here from another place: &apos;%1&apos; goes on as a new author, so that nothing is numbered twice; if the original still runs, stop one of the two, remove device.key from its storage_path, and start it again</source>
        <translation>der storage_path dieses Geräts wurde von anderswo hierher kopiert oder verschoben: „%1“ geht als neuer Autor weiter, damit nichts zweimal nummeriert wird; wenn das Original noch läuft, beenden Sie eines der beiden, entfernen Sie device.key aus seinem storage_path, und starten Sie es wieder</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in &apos;%2&apos; was out of the way when the program or the machine stopped, and nothing tells any more where it belongs: look what is in it, and move it there or remove it</source>
        <translation>„%1“ in „%2“ war beiseitegelegt, als das Programm oder der Rechner anhielt, und nichts sagt mehr, wohin es gehört: sehen Sie nach, was darin ist, und bewegen Sie es dorthin, oder entfernen Sie es</translation>
    </message>
    <message>
        <source>the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as soon as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again</source>
        <translation>die Geräte an %1 (%2) und %3 (%4) benutzen einen Geräteschlüssel: ein storage_path wurde kopiert; jedes nimmt einen neuen, sobald sich die beiden treffen; wenn sie das nicht können, beenden Sie eines, entfernen Sie device.key aus seinem storage_path, und starten Sie es wieder</translation>
    </message>
    <message>
        <source>the device at %1 (%2) uses the device key of this one: the storage_path was copied; each of the two takes a new key and goes on with it</source>
        <translation>das Gerät an %1 (%2) benutzt den Geräteschlüssel von diesem: der storage_path wurde kopiert; jedes der beiden nimmt einen neuen Schlüssel und macht damit weiter</translation>
    </message>
    <message>
        <source>the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets</source>
        <translation>das Gerät an %1 nennt sich %2 und teilt nichts mit diesem: wenn es das sollte, vergleichen Sie die Geheimnisse</translation>
    </message>
    <message>
        <source>a device at %1 knocks, which calls itself %2, but shares nothing with this one: if it should, compare the secrets</source>
        <translation>ein Gerät an %1 klopft an, das sich %2 nennt, aber nichts mit diesem teilt: wenn es das sollte, vergleichen Sie die Geheimnisse</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>die Uhr von %1 geht %2 Minuten vor gegenüber der hiesigen: der Abgleich geht weiter, aber von zwei gleichzeitigen Änderungen kann die falsche gewinnen; stellen Sie beide Uhren (timedatectl set-ntp true)</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>die Uhr von %1 geht %2 Minuten nach gegenüber der hiesigen: der Abgleich geht weiter, aber von zwei gleichzeitigen Änderungen kann die falsche gewinnen; stellen Sie beide Uhren (timedatectl set-ntp true)</translation>
    </message>
    <message>
        <source>the device there (%1) shares nothing with this one: compare the secrets</source>
        <translation>das Gerät dort (%1) teilt nichts mit diesem: vergleichen Sie die Geheimnisse</translation>
    </message>
    <message>
        <source>it broke the protocol, and is not let in for 10 minutes; the log says how</source>
        <translation>es hat das Protokoll verletzt und wird 10 Minuten nicht eingelassen; im Protokoll steht, wie</translation>
    </message>
    <message>
        <source>the device &apos;%1&apos; (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal there; if it happens again, its disk or memory may be failing, or somebody altered its program: then take it off, and give the others a new secret</source>
        <translation>das Gerät „%1“ (%2) hat das Protokoll verletzt und wurde 10 Minuten nicht eingelassen: %3; bringen Sie Shoal dort auf den neuesten Stand; geschieht es wieder, so ist vielleicht sein Datenträger oder Speicher defekt, oder jemand hat sein Programm verändert: nehmen Sie es dann heraus, und geben Sie den anderen ein neues Geheimnis</translation>
    </message>
    <message>
        <source>the share has not answered: its disk is busy or does not respond</source>
        <translation>die Freigabe hat nicht geantwortet: ihr Datenträger ist beschäftigt oder antwortet nicht</translation>
    </message>
    <message>
        <source>ask again in a moment</source>
        <translation>fragen Sie gleich noch einmal</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 and %2</source>
        <comment>a duration, such as: 2 hours and 5 minutes</comment>
        <translation>%1 und %2</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n Byte</numerusform>
            <numerusform>%n Bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>a rate, such as: 1.2 MB/s</comment>
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::app::DesktopProgram</name>
    <message>
        <source>The engine of this program does not run: %1</source>
        <translation>Die Engine dieses Programms läuft nicht: %1</translation>
    </message>
</context>
<context>
    <name>shoal::app::ShownInstance</name>
    <message>
        <source>The instance at %1 cannot be shown: %2. This window shows the engine of this program; the menu lets you choose another instance.</source>
        <translation>Die Instanz an %1 kann nicht gezeigt werden: %2. Dieses Fenster zeigt die Engine dieses Programms; im Menü können Sie eine andere Instanz wählen.</translation>
    </message>
</context>
<context>
    <name>shoal::models::ArchiveModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Replaced or deleted</source>
        <translation>Ersetzt oder gelöscht</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
</context>
<context>
    <name>shoal::models::ConflictModel</name>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>This version by</source>
        <comment>device that wrote the version that has the name</comment>
        <translation>Diese Fassung von</translation>
    </message>
    <message>
        <source>That version by</source>
        <comment>device that wrote the version that was put beside it</comment>
        <translation>Jene Fassung von</translation>
    </message>
</context>
<context>
    <name>shoal::models::FolderReport</name>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>The path has to begin with a slash, for example /home/anna/Photos.</source>
        <translation>Der Pfad muss mit einem Schrägstrich beginnen, zum Beispiel /home/anna/Fotos.</translation>
    </message>
    <message>
        <source>This is the root of the whole file system. Choose a folder below it.</source>
        <translation>Das ist die Wurzel des ganzen Dateisystems. Wählen Sie einen Ordner darunter.</translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose a folder.</source>
        <translation>Das ist eine Datei, kein Ordner. Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist. Create it first, or choose another place.</source>
        <translation>Den Ordner %1 gibt es nicht. Legen Sie ihn zuerst an, oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>This folder is shared already. A folder belongs to one share.</source>
        <translation>Dieser Ordner ist schon freigegeben. Ein Ordner gehört zu einer Freigabe.</translation>
    </message>
    <message>
        <source>This folder lies inside the shared folder %1. Choose one outside of it.</source>
        <translation>Dieser Ordner liegt im freigegebenen Ordner %1. Wählen Sie einen außerhalb davon.</translation>
    </message>
    <message>
        <source>This folder contains the shared folder %1. Choose one outside of it.</source>
        <translation>Dieser Ordner enthält den freigegebenen Ordner %1. Wählen Sie einen außerhalb davon.</translation>
    </message>
    <message>
        <source>You may not read this folder, so its files may not be synced. Check its permissions.</source>
        <translation>Sie dürfen diesen Ordner nicht lesen, daher werden seine Dateien vielleicht nicht abgeglichen. Prüfen Sie seine Zugriffsrechte.</translation>
    </message>
    <message>
        <source>You may not write to %1, so files of other devices may not arrive. Check its permissions.</source>
        <translation>Sie dürfen nicht in %1 schreiben, daher kommen Dateien anderer Geräte vielleicht nicht an. Prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>The disk is read-only, so files of other devices cannot arrive here.</source>
        <translation>Der Datenträger ist schreibgeschützt, daher können hier keine Dateien anderer Geräte ankommen.</translation>
    </message>
    <message>
        <source>The disk is full: only %1 are free. Make room first, or choose another disk.</source>
        <translation>Der Datenträger ist voll: nur %1 sind frei. Schaffen Sie zuerst Platz, oder wählen Sie einen anderen Datenträger.</translation>
    </message>
    <message>
        <source>The folder does not exist yet. It is created.</source>
        <translation>Den Ordner gibt es noch nicht. Er wird angelegt.</translation>
    </message>
    <message>
        <source>The folder is not empty. What is in it is synced too; of two files with one name, the newer one stays and the other goes to the archive.</source>
        <translation>Der Ordner ist nicht leer. Was darin ist, wird auch abgeglichen; von zwei Dateien gleichen Namens bleibt die neuere, und die andere kommt ins Archiv.</translation>
    </message>
    <message>
        <source>The folder has been shared before. With the same secret it goes on where it was.</source>
        <translation>Der Ordner war schon einmal freigegeben. Mit demselben Geheimnis geht es weiter, wo es aufgehört hat.</translation>
    </message>
</context>
<context>
    <name>shoal::models::HistoryModel</name>
    <message>
        <source>%1, before: %2</source>
        <comment>new and old path of a file</comment>
        <translation>%1, vorher: %2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Hinzugefügt</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Verschoben</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Konflikt</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Wiederhergestellt</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>dieses Gerät</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Auf</translation>
    </message>
</context>
<context>
    <name>shoal::models::IgnorePreviewModel</name>
    <message>
        <source>Rule: %1</source>
        <translation>Regel: %1</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Ignored, line %1</source>
        <translation>Ignoriert, Zeile %1</translation>
    </message>
    <message>
        <source>Ignored always</source>
        <translation>Immer ignoriert</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Datei oder Ordner</translation>
    </message>
    <message>
        <source>With these rules</source>
        <translation>Mit diesen Regeln</translation>
    </message>
</context>
<context>
    <name>shoal::models::InstanceListModel</name>
    <message>
        <source>%1 (this program)</source>
        <translation>%1 (dieses Programm)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation>Steuersocket</translation>
    </message>
</context>
<context>
    <name>shoal::models::LimitPeriodsModel</name>
    <message>
        <source>Every day</source>
        <translation>Jeden Tag</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>from a day of the week to another</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between days of the week</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>All day</source>
        <translation>Ganztägig</translation>
    </message>
    <message>
        <source>%1 – %2 on the next day</source>
        <comment>times</comment>
        <translation>%1 – %2 am nächsten Tag</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>times</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Wie sonst</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Senden</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionTexts</name>
    <message>
        <source>Device &amp;name:</source>
        <translation>Geräte&amp;name:</translation>
    </message>
    <message>
        <source>How this device calls itself to others.</source>
        <translation>Wie sich dieses Gerät gegenüber anderen nennt.</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port:</translation>
    </message>
    <message>
        <source>The TCP port that other devices connect to; 0: any free one.</source>
        <translation>Der TCP-Port, mit dem sich andere Geräte verbinden; 0: irgendein freier.</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>Höchstens e&amp;mpfangen:</translation>
    </message>
    <message>
        <source>How fast to receive; 0: no limit.</source>
        <translation>Wie schnell empfangen wird; 0: ohne Grenze.</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>Höchstens &amp;senden:</translation>
    </message>
    <message>
        <source>How fast to send; 0: no limit.</source>
        <translation>Wie schnell gesendet wird; 0: ohne Grenze.</translation>
    </message>
    <message>
        <source>&amp;Limits in the local network too</source>
        <translation>&amp;Grenzen auch im lokalen Netz</translation>
    </message>
    <message>
        <source>The limits hold in the local network, too.</source>
        <translation>Die Grenzen gelten auch im lokalen Netz.</translation>
    </message>
    <message>
        <source>Look through &amp;folders every:</source>
        <translation>&amp;Ordner durchsehen alle:</translation>
    </message>
    <message>
        <source>How often to look through whole folders, in case that a change was missed; 0: only at the start.</source>
        <translation>Wie oft ganze Ordner durchgesehen werden, falls eine Änderung nicht bemerkt wurde; 0: nur beim Start.</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>&amp;Aufheben für:</translation>
    </message>
    <message>
        <source>How long replaced and deleted files stay in the archive; 0: for ever.</source>
        <translation>Wie lange ersetzte und gelöschte Dateien im Archiv bleiben; 0: für immer.</translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation>&amp;Höchstens aufheben:</translation>
    </message>
    <message>
        <source>How large the archive of a share may grow; 0: a tenth of the disk.</source>
        <translation>Wie groß das Archiv einer Freigabe werden darf; 0: ein Zehntel des Datenträgers.</translation>
    </message>
    <message>
        <source>Files &amp;up to:</source>
        <translation>&amp;Dateien bis zu:</translation>
    </message>
    <message>
        <source>Larger files do not go to the archive.</source>
        <translation>Größere Dateien kommen nicht ins Archiv.</translation>
    </message>
    <message>
        <source>Leave fr&amp;ee on the disk:</source>
        <translation>&amp;Frei lassen:</translation>
    </message>
    <message>
        <source>What files of other devices leave free on the disk.</source>
        <translation>Was Dateien anderer Geräte auf dem Datenträger frei lassen.</translation>
    </message>
    <message>
        <source>Show &amp;absent devices for:</source>
        <translation>Abwesende Geräte &amp;zeigen für:</translation>
    </message>
    <message>
        <source>How long devices are shown that are not connected any more.</source>
        <translation>Wie lange Geräte gezeigt werden, die nicht mehr verbunden sind.</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>Geräte im lokalen Netz &amp;finden</translation>
    </message>
    <message>
        <source>Look for other devices of the share in the local network.</source>
        <translation>Andere Geräte der Freigabe im lokalen Netz suchen.</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere:</source>
        <translation>Geräte &amp;anderswo:</translation>
    </message>
    <message>
        <source>Devices to connect to, each host:port, with commas between.</source>
        <translation>Geräte, mit denen verbunden wird, jedes als host:port, durch Kommas getrennt.</translation>
    </message>
    <message>
        <source>&amp;Keep replaced and deleted files</source>
        <translation>Ersetzte und gelöschte Dateien auf&amp;heben</translation>
    </message>
    <message>
        <source>What other devices replace or delete goes to the archive.</source>
        <translation>Was andere Geräte ersetzen oder löschen, kommt ins Archiv.</translation>
    </message>
    <message>
        <source>&amp;Undo what is changed here</source>
        <translation>Was hier geändert wird, &amp;zurücknehmen</translation>
    </message>
    <message>
        <source>On a device that may only read: what is changed here is replaced by what the others have.</source>
        <translation>Auf einem Gerät, das nur lesen darf: was hier geändert wird, wird durch das ersetzt, was die anderen haben.</translation>
    </message>
    <message>
        <source>&amp;Apply setuid and setgid</source>
        <translation>Setuid und Setgid &amp;übernehmen</translation>
    </message>
    <message>
        <source>Files may get the rights of their owner when they are run. Needs root.</source>
        <translation>Dateien können beim Ausführen die Rechte ihres Besitzers bekommen. Braucht root.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>&amp;Weekly Plan</source>
        <translation>&amp;Wochenplan</translation>
    </message>
    <message>
        <source>Other limits at some times of the week.</source>
        <translation>Andere Grenzen zu manchen Zeiten der Woche.</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionsModel</name>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Set in the config file %1, line %2. Change it there.</source>
        <translation>In der Konfigurationsdatei %1, Zeile %2, festgelegt. Ändern Sie es dort.</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n Zeitraum</numerusform>
            <numerusform>%n Zeiträume</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::models::PeerModel</name>
    <message>
        <source>In sync</source>
        <translation>Abgeglichen</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Offline seit %1</translation>
    </message>
    <message>
        <source>Never met</source>
        <translation>Nie getroffen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Through a relay</source>
        <translation>Über ein Relay</translation>
    </message>
    <message>
        <source>Found in the local network</source>
        <translation>Im lokalen Netz gefunden</translation>
    </message>
    <message>
        <source>Found at an address of known_hosts</source>
        <translation>Unter einer Adresse aus known_hosts gefunden</translation>
    </message>
    <message>
        <source>It has found this device</source>
        <translation>Es hat dieses Gerät gefunden</translation>
    </message>
    <message>
        <source>Found by a relay</source>
        <translation>Durch ein Relay gefunden</translation>
    </message>
    <message>
        <source>Found in the DHT</source>
        <translation>In der DHT gefunden</translation>
    </message>
    <message>
        <source>Direct, LAN</source>
        <translation>Direkt, LAN</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Direkt</translation>
    </message>
    <message>
        <source>Read-write</source>
        <translation>Lesen und schreiben</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Nur lesen</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse: %1</translation>
    </message>
    <message>
        <source>Sent %1, received %2 on this connection</source>
        <translation>%1 gesendet, %2 empfangen über diese Verbindung</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Is missing</source>
        <translation>Fehlt noch</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Empfängt</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sendet</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Berechtigung</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
</context>
<context>
    <name>shoal::models::PlanReview</name>
    <message>
        <source>Add at least one server.</source>
        <translation>Fügen Sie mindestens einen Server hinzu.</translation>
    </message>
    <message>
        <source>Add at least one folder.</source>
        <translation>Fügen Sie mindestens einen Ordner hinzu.</translation>
    </message>
    <message>
        <source>The ports have to be between 1 and %1.</source>
        <translation>Die Ports müssen zwischen 1 und %1 liegen.</translation>
    </message>
    <message>
        <source>Server %1: a name has letters, digits, points and dashes only, as in app01.</source>
        <translation>Server %1: ein Name besteht nur aus Buchstaben, Ziffern, Punkten und Strichen, wie app01.</translation>
    </message>
    <message>
        <source>Two servers are called %1.</source>
        <translation>Zwei Server heißen %1.</translation>
    </message>
    <message>
        <source>Server %1: the address has to be a host name or an IP address without a port, as in app01.example.org or 192.0.2.7.</source>
        <translation>Server %1: die Adresse muss ein Hostname oder eine IP-Adresse ohne Port sein, wie app01.example.org oder 192.0.2.7.</translation>
    </message>
    <message>
        <source>Two servers have the address %1.</source>
        <translation>Zwei Server haben die Adresse %1.</translation>
    </message>
    <message>
        <source>Folder %1: a name has letters, digits and dashes only, as in www.</source>
        <translation>Ordner %1: ein Name besteht nur aus Buchstaben, Ziffern und Strichen, wie www.</translation>
    </message>
    <message>
        <source>Two folders are called %1.</source>
        <translation>Zwei Ordner heißen %1.</translation>
    </message>
    <message>
        <source>Folder %1: the path has to begin with a slash and lead below it, as in /data/www.</source>
        <translation>Ordner %1: der Pfad muss mit einem Schrägstrich beginnen und darunter führen, wie /data/www.</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a user.</source>
        <translation>Ordner %1: das ist kein Name eines Benutzers.</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a group.</source>
        <translation>Ordner %1: das ist kein Name einer Gruppe.</translation>
    </message>
    <message>
        <source>Folder %1: Shoal keeps its own state in %2. Choose another folder.</source>
        <translation>Ordner %1: Shoal hält seinen eigenen Zustand in %2. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Folder %1 overlaps with %2. A folder belongs to one share.</source>
        <translation>Ordner %1 überschneidet sich mit %2. Ein Ordner gehört zu einer Freigabe.</translation>
    </message>
</context>
<context>
    <name>shoal::models::ProblemModel</name>
    <message>
        <source>The whole share</source>
        <translation>Die ganze Freigabe</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Why it is not in sync</source>
        <translation>Warum es nicht abgeglichen ist</translation>
    </message>
</context>
<context>
    <name>shoal::models::ServerFiles</name>
    <message>
        <source>These files hold secrets. Whoever has them can read and change the shared folders.

1. Copy the files of each server to /etc/shoal there:

%1
2. Let only root read them, on each server:

    chmod 600 /etc/shoal/*.conf

3. Let the other servers reach the TCP ports %2 to %3.

4. Check and start, on each server:

    shoald --check-config /etc/shoal
    systemctl enable --now shoal
    shoal status

Then delete these files here.
</source>
        <translation>Diese Dateien enthalten Geheimnisse. Wer sie hat, kann die freigegebenen Ordner lesen und ändern.

1. Kopieren Sie die Dateien jedes Servers dort nach /etc/shoal:

%1
2. Lassen Sie sie nur root lesen, auf jedem Server:

    chmod 600 /etc/shoal/*.conf

3. Lassen Sie die anderen Server die TCP-Ports %2 bis %3 erreichen.

4. Prüfen und starten Sie, auf jedem Server:

    shoald --check-config /etc/shoal
    systemctl enable --now shoal
    shoal status

Löschen Sie danach diese Dateien hier.
</translation>
    </message>
</context>
<context>
    <name>shoal::models::ShareListModel</name>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>Waiting for a device that has %1</source>
        <translation>Wartet auf ein Gerät, das %1 hat</translation>
    </message>
    <message>
        <source>Syncing, %1 left</source>
        <translation>Gleicht ab, noch %1</translation>
    </message>
    <message>
        <source>Syncing, %1 to come</source>
        <translation>Gleicht ab, %1 fehlen noch</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n Problem</numerusform>
            <numerusform>%n Probleme</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n Konflikt</numerusform>
            <numerusform>%n Konflikte</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>Kein anderes Gerät ist online</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopped: needs attention</source>
        <translation>Gestoppt: braucht Aufmerksamkeit</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>Sieht den Ordner durch</translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <comment>connected devices of a share, and all of them</comment>
        <translation>%1 von %2 online</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n online</numerusform>
            <numerusform>%n online</numerusform>
        </translation>
    </message>
    <message>
        <source>no other device yet</source>
        <translation>noch kein anderes Gerät</translation>
    </message>
</context>
<context>
    <name>shoal::models::TransferModel</name>
    <message>
        <source>to %1</source>
        <translation>an %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes transferred, size of the file</comment>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ArchivePane</name>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>The archive cannot be shown</source>
        <translation>Das Archiv kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>Das Archiv ist leer</translation>
    </message>
    <message>
        <source>When a file is replaced or deleted by another device, its old version is kept here for a while.</source>
        <translation>Wenn ein anderes Gerät eine Datei ersetzt oder löscht, wird ihre alte Fassung hier eine Zeit lang aufgehoben.</translation>
    </message>
    <message>
        <source>The archive has nothing with “%1” in its path.</source>
        <translation>Das Archiv hat nichts mit „%1“ im Pfad.</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Wiederherstellen als</translation>
    </message>
    <message>
        <source>Path in the share:</source>
        <translation>Pfad in der Freigabe:</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restored: %1</source>
        <translation>Wiederhergestellt: %1</translation>
    </message>
    <message>
        <source>Search in paths</source>
        <translation>In Pfaden suchen</translation>
    </message>
    <message>
        <source>Search in the archive</source>
        <translation>Im Archiv suchen</translation>
    </message>
    <message>
        <source>Archived versions</source>
        <translation>Archivierte Fassungen</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Puts the version where it was; what is there now goes to the archive</source>
        <translation>Legt die Fassung dahin, wo sie war; was jetzt dort ist, kommt ins Archiv</translation>
    </message>
    <message>
        <source>Restore &amp;as…</source>
        <translation>Wiederherstellen &amp;als…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConflictsPane</name>
    <message>
        <source>This file is not there any more.</source>
        <translation>Diese Datei gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <translation>Zuletzt geändert: %1</translation>
    </message>
    <message>
        <source>Written on %1</source>
        <comment>name of a device</comment>
        <translation>Geschrieben auf %1</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>Konflikte (%1)</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Konflikte</translation>
    </message>
    <message>
        <source>Conflicts cannot be shown</source>
        <translation>Die Konflikte können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Keine Konflikte</translation>
    </message>
    <message>
        <source>When a file is changed on two devices before they could tell each other, both versions are kept, and you choose here.</source>
        <translation>Wenn eine Datei auf zwei Geräten geändert wird, bevor sie voneinander wissen, werden beide Fassungen aufgehoben, und Sie wählen hier.</translation>
    </message>
    <message>
        <source>There are more conflicts than are listed here.</source>
        <translation>Es gibt mehr Konflikte, als hier stehen.</translation>
    </message>
    <message>
        <source>This device may only read: choose on a device that may write.</source>
        <translation>Dieses Gerät darf nur lesen: wählen Sie auf einem Gerät, das schreiben darf.</translation>
    </message>
    <message>
        <source>This version has the file’s name</source>
        <translation>Diese Fassung hat den Namen der Datei</translation>
    </message>
    <message>
        <source>That version was put beside it</source>
        <translation>Jene Fassung wurde daneben gelegt</translation>
    </message>
    <message>
        <source>Keep this version</source>
        <translation>Diese Fassung behalten</translation>
    </message>
    <message>
        <source>Keep that version</source>
        <translation>Jene Fassung behalten</translation>
    </message>
    <message>
        <source>Keep the version that has the name “%1”?</source>
        <translation>Die Fassung behalten, die „%1“ heißt?</translation>
    </message>
    <message>
        <source>Give the version of %1 the name “%2”?</source>
        <translation>Der Fassung von %1 den Namen „%2“ geben?</translation>
    </message>
    <message>
        <source>The other version goes to the archive, on all devices.</source>
        <translation>Die andere Fassung kommt ins Archiv, auf allen Geräten.</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>Diese behalten</translation>
    </message>
    <message>
        <source>Keep that</source>
        <translation>Jene behalten</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Keep &amp;this</source>
        <translation>&amp;Diese behalten</translation>
    </message>
    <message>
        <source>Keep t&amp;hat</source>
        <translation>&amp;Jene behalten</translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation>&amp;Beide behalten</translation>
    </message>
    <message>
        <source>The copy gets an ordinary name with the device and the date in it</source>
        <translation>Die Kopie bekommt einen gewöhnlichen Namen mit dem Gerät und dem Datum darin</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConnectionFields</name>
    <message>
        <source>A device is given by its host and port, as in app01.example.org:44444 or 192.0.2.7:44444; commas separate several.</source>
        <translation>Ein Gerät wird mit Host und Port angegeben, wie app01.example.org:44444 oder 192.0.2.7:44444; Kommas trennen mehrere.</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>Geräte im lokalen Netz &amp;finden</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere, if there are any (host:port):</source>
        <translation>Geräte &amp;anderswo, falls es welche gibt (host:port):</translation>
    </message>
</context>
<context>
    <name>shoal::ui::CreatePage</name>
    <message>
        <source>The share is called like its folder.</source>
        <translation>Die Freigabe heißt wie ihr Ordner.</translation>
    </message>
    <message>
        <source>The share is called “%1”, like its folder.</source>
        <translation>Die Freigabe heißt „%1“, wie ihr Ordner.</translation>
    </message>
    <message>
        <source>Create a Share</source>
        <translation>Eine Freigabe anlegen</translation>
    </message>
    <message>
        <source>Which folder is to be kept identical on several devices?</source>
        <translation>Welcher Ordner soll auf mehreren Geräten gleich gehalten werden?</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::FolderField</name>
    <message>
        <source>Choose a Folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::HistoryPane</name>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation>Der Verlauf kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Es ist noch nichts geschehen</translation>
    </message>
    <message>
        <source>What is added, changed, moved or deleted here or on other devices appears here.</source>
        <translation>Was hier oder auf anderen Geräten hinzukommt, geändert, verschoben oder gelöscht wird, erscheint hier.</translation>
    </message>
    <message>
        <source>Nothing with “%1” in its path has happened to a file.</source>
        <translation>Mit keiner Datei mit „%1“ im Pfad ist etwas geschehen.</translation>
    </message>
    <message>
        <source>Search in paths and devices</source>
        <translation>In Pfaden und Geräten suchen</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>Im Verlauf suchen</translation>
    </message>
    <message>
        <source>What happened in this share</source>
        <translation>Was in dieser Freigabe geschehen ist</translation>
    </message>
</context>
<context>
    <name>shoal::ui::IgnorePane</name>
    <message>
        <source>Ignored files *</source>
        <translation>Ignorierte Dateien *</translation>
    </message>
    <message>
        <source>Ignored files</source>
        <translation>Ignorierte Dateien</translation>
    </message>
    <message>
        <source>The changed rules of “%1” are not saved.</source>
        <translation>Die geänderten Regeln von „%1“ sind nicht gespeichert.</translation>
    </message>
    <message>
        <source>Cancel takes you back to them.</source>
        <translation>„Abbrechen“ führt zu ihnen zurück.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Änderungen verwerfen</translation>
    </message>
    <message>
        <source>Not saved yet. The preview shows what the rules would do.</source>
        <translation>Noch nicht gespeichert. Die Vorschau zeigt, was die Regeln täten.</translation>
    </message>
    <message>
        <source>Files that a rule matches are neither sent nor received. What other devices have stays there.</source>
        <translation>Dateien, auf die eine Regel passt, werden weder gesendet noch empfangen. Was andere Geräte davon haben, bleibt dort.</translation>
    </message>
    <message>
        <source>&amp;Rules, one a line:</source>
        <translation>&amp;Regeln, eine je Zeile:</translation>
    </message>
    <message>
        <source># For example:
*.tmp
/cache/
**/node_modules/</source>
        <translation># Zum Beispiel:
*.tmp
/cache/
**/node_modules/</translation>
    </message>
    <message>
        <source>&amp;What they do:</source>
        <translation>&amp;Was sie bewirken:</translation>
    </message>
    <message>
        <source>What the rules do to files of this folder</source>
        <translation>Was die Regeln mit Dateien dieses Ordners tun</translation>
    </message>
    <message>
        <source>No files to try the rules on</source>
        <translation>Keine Dateien, um die Regeln daran zu erproben</translation>
    </message>
    <message>
        <source>The folder is empty or cannot be read. Type a path below to try one.</source>
        <translation>Der Ordner ist leer oder kann nicht gelesen werden. Geben Sie unten einen Pfad ein, um einen zu erproben.</translation>
    </message>
    <message>
        <source>Try a &amp;path:</source>
        <translation>Einen &amp;Pfad erproben:</translation>
    </message>
    <message>
        <source>Path in the share; Enter adds it</source>
        <translation>Pfad in der Freigabe; die Eingabetaste nimmt ihn auf</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>&amp;Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
</context>
<context>
    <name>shoal::ui::InstanceChooser</name>
    <message>
        <source>Choose an instance</source>
        <translation>Instanz wählen</translation>
    </message>
    <message>
        <source>This window can show the engine of this program, or a daemon (shoald) that runs on this machine and lets you connect. The engine of this program goes on either way.</source>
        <translation>Dieses Fenster kann die Engine dieses Programms zeigen oder einen Dienst (shoald), der auf diesem Rechner läuft und mit dem Sie sich verbinden dürfen. Die Engine dieses Programms läuft in beiden Fällen weiter.</translation>
    </message>
    <message>
        <source>Running instances</source>
        <translation>Laufende Instanzen</translation>
    </message>
    <message>
        <source>No instance is running that you may connect to</source>
        <translation>Es läuft keine Instanz, mit der Sie sich verbinden dürfen</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation>&amp;Noch einmal suchen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::JoinPage</name>
    <message>
        <source>A read-write secret: what is changed here is changed on all devices of the share.</source>
        <translation>Ein Geheimnis zum Lesen und Schreiben: was hier geändert wird, wird auf allen Geräten der Freigabe geändert.</translation>
    </message>
    <message>
        <source>A read-only secret: this device receives everything; what is changed here stays here.</source>
        <translation>Ein Geheimnis nur zum Lesen: dieses Gerät empfängt alles; was hier geändert wird, bleibt hier.</translation>
    </message>
    <message>
        <source>Join a Share</source>
        <translation>Einer Freigabe beitreten</translation>
    </message>
    <message>
        <source>Paste the secret or the link, and choose where the files are to be.</source>
        <translation>Fügen Sie das Geheimnis oder den Link ein, und wählen Sie, wo die Dateien liegen sollen.</translation>
    </message>
    <message>
        <source>&amp;Secret or link:</source>
        <translation>&amp;Geheimnis oder Link:</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>&amp;Ordner:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MainWindow</name>
    <message>
        <source>Resume all</source>
        <translation>Alle fortsetzen</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Empfängt %1, sendet %2</translation>
    </message>
    <message>
        <source>Shoal – %1</source>
        <translation>Shoal – %1</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation>Es gibt keine Verbindung zur Instanz</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>Noch ist kein Ordner freigegeben</translation>
    </message>
    <message>
        <source>Choose a folder to share, or join one with the secret or the link of another device. Everything in it is then kept the same on all devices that have the secret.</source>
        <translation>Wählen Sie einen Ordner zum Freigeben, oder treten Sie mit dem Geheimnis oder dem Link eines anderen Geräts einer Freigabe bei. Alles darin wird dann auf allen Geräten gleich gehalten, die das Geheimnis haben.</translation>
    </message>
    <message>
        <source>&amp;Add a share…</source>
        <translation>&amp;Freigabe hinzufügen…</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Freigaben</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>&amp;Freigabe hinzufügen…</translation>
    </message>
    <message>
        <source>Share a folder, or join a share of another device</source>
        <translation>Einen Ordner freigeben oder der Freigabe eines anderen Geräts beitreten</translation>
    </message>
    <message>
        <source>P&amp;references</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>Choose another &amp;instance…</source>
        <translation>Andere &amp;Instanz wählen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Save a support &amp;bundle…</source>
        <translation>Support-&amp;Paket speichern…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::NewSharePage</name>
    <message>
        <source>The Secrets of “%1”</source>
        <translation>Die Geheimnisse von „%1“</translation>
    </message>
    <message>
        <source>A device joins the share with one of its two secrets.</source>
        <translation>Ein Gerät tritt der Freigabe mit einem ihrer zwei Geheimnisse bei.</translation>
    </message>
    <message>
        <source>With “Finish”, the folder is shared. Then join it on the other devices with a secret. You find the secrets again in the menu of the share.</source>
        <translation>Mit „Abschließen“ wird der Ordner freigegeben. Treten Sie dann auf den anderen Geräten mit einem Geheimnis bei. Sie finden die Geheimnisse im Menü der Freigabe wieder.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Notifications</name>
    <message>
        <source>“%1” has stopped: %2</source>
        <translation>„%1“ hat angehalten: %2</translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n problem(s).</source>
        <translation>
            <numerusform>„%1“ hat %n Problem.</numerusform>
            <numerusform>„%1“ hat %n Probleme.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n conflict(s).</source>
        <translation>
            <numerusform>„%1“ hat %n Konflikt.</numerusform>
            <numerusform>„%1“ hat %n Konflikte.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is a new device of “%2”.</source>
        <translation>„%1“ ist ein neues Gerät von „%2“.</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Und %n weiteres.</numerusform>
            <numerusform>Und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>New device</source>
        <translation>Neues Gerät</translation>
    </message>
    <message>
        <source>Shoal needs your attention</source>
        <translation>Shoal braucht Ihre Aufmerksamkeit</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionDelegate</name>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionTable</name>
    <message>
        <source>Choose an option to read what it means.</source>
        <translation>Wählen Sie eine Option, um zu lesen, was sie bedeutet.</translation>
    </message>
    <message>
        <source>Search options</source>
        <translation>Optionen suchen</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Optionen</translation>
    </message>
    <message>
        <source>&amp;Reset to Default</source>
        <translation>Auf &amp;Vorgabe zurücksetzen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OverviewPane</name>
    <message>
        <source>Overview</source>
        <translation>Überblick</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>content of a share: files, folders</comment>
        <translation>%1 in %2</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n Ordner</numerusform>
            <numerusform>%n Ordnern</numerusform>
        </translation>
    </message>
    <message>
        <source>Read-write: changes made here go to all devices</source>
        <translation>Lesen und schreiben: Änderungen von hier gehen an alle Geräte</translation>
    </message>
    <message>
        <source>Read-only: changes made here stay here</source>
        <translation>Nur lesen: Änderungen von hier bleiben hier</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Leer</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>Zustand:</translation>
    </message>
    <message>
        <source>Progress:</source>
        <translation>Fortschritt:</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Content:</source>
        <translation>Inhalt:</translation>
    </message>
    <message>
        <source>Devices:</source>
        <translation>Geräte:</translation>
    </message>
    <message>
        <source>Permission:</source>
        <translation>Berechtigung:</translation>
    </message>
    <message>
        <source>Archive:</source>
        <translation>Archiv:</translation>
    </message>
    <message>
        <source>Good to know:</source>
        <translation>Gut zu wissen:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeersPane</name>
    <message>
        <source>Devices (%1)</source>
        <translation>Geräte (%1)</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>The share is paused</source>
        <translation>Die Freigabe ist angehalten</translation>
    </message>
    <message>
        <source>Nobody is connected until it is resumed.</source>
        <translation>Niemand ist verbunden, bis sie fortgesetzt wird.</translation>
    </message>
    <message>
        <source>No other device has this share yet</source>
        <translation>Noch hat kein anderes Gerät diese Freigabe</translation>
    </message>
    <message>
        <source>Give its secret to another device: there, choose to join a share. Devices of the same local network find each other by themselves.</source>
        <translation>Geben Sie ihr Geheimnis einem anderen Gerät: wählen Sie dort, einer Freigabe beizutreten. Geräte desselben lokalen Netzes finden einander von selbst.</translation>
    </message>
    <message>
        <source>Share with a device…</source>
        <translation>Mit einem Gerät teilen…</translation>
    </message>
    <message>
        <source>Devices of this share</source>
        <translation>Geräte dieser Freigabe</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeriodDialog</name>
    <message>
        <source>Choose at least one day.</source>
        <translation>Wählen Sie mindestens einen Tag.</translation>
    </message>
    <message>
        <source>It begins on these days and ends on the next one.</source>
        <translation>Er beginnt an diesen Tagen und endet am jeweils nächsten.</translation>
    </message>
    <message>
        <source>It ends at midnight.</source>
        <translation>Er endet um Mitternacht.</translation>
    </message>
    <message>
        <source>Add a Period</source>
        <translation>Zeitraum hinzufügen</translation>
    </message>
    <message>
        <source>Change a Period</source>
        <translation>Zeitraum ändern</translation>
    </message>
    <message>
        <source>Days:</source>
        <translation>Tage:</translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation>&amp;Von:</translation>
    </message>
    <message>
        <source>&amp;to:</source>
        <translation>&amp;bis:</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>Höchstens &amp;empfangen:</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>Höchstens &amp;senden:</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Keine Grenze</translation>
    </message>
    <message>
        <source>A limit that is not chosen here stays as it is at other times; 0 takes it away.</source>
        <translation>Eine Grenze, die hier nicht gewählt ist, bleibt wie zu anderen Zeiten; 0 hebt sie auf.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Preferences</name>
    <message>
        <source>It is an option of each share, and there is no share yet.</source>
        <translation>Das ist eine Option jeder Freigabe, und noch gibt es keine.</translation>
    </message>
    <message numerus="yes">
        <source>It holds for all shares but %n that the config file sets.</source>
        <translation>
            <numerusform>Es gilt für alle Freigaben außer einer, die die Konfigurationsdatei festlegt.</numerusform>
            <numerusform>Es gilt für alle Freigaben außer %n, die die Konfigurationsdatei festlegt.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds for all shares. Each of them can differ in its own options.</source>
        <translation>Es gilt für alle Freigaben. Jede kann in ihren eigenen Optionen abweichen.</translation>
    </message>
    <message>
        <source>Takes effect at the next start: %1</source>
        <translation>Gilt ab dem nächsten Start: %1</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Allgemein</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Netz</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>A&amp;rchiv</translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation>Er&amp;weitert</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>S&amp;prache:</translation>
    </message>
    <message>
        <source>&amp;Start at login</source>
        <translation>Bei der An&amp;meldung starten</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>Geräte im lokalen Netz &amp;finden</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ProblemsPane</name>
    <message>
        <source>If a disk is not mounted, mount it. Otherwise say whether the files are to be fetched again from the other devices, or were meant to be deleted.</source>
        <translation>Wenn ein Datenträger nicht eingehängt ist, hängen Sie ihn ein. Sonst sagen Sie, ob die Dateien von den anderen Geräten wieder geholt werden sollen oder gelöscht werden sollten.</translation>
    </message>
    <message>
        <source>Mount the right file system, and all goes on by itself; or accept what is mounted there now.</source>
        <translation>Hängen Sie das richtige Dateisystem ein, und alles geht von selbst weiter; oder nehmen Sie an, was jetzt dort eingehängt ist.</translation>
    </message>
    <message>
        <source>Say whether it is to be kept, or is gone for good.</source>
        <translation>Sagen Sie, ob es behalten werden soll oder endgültig weg ist.</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems cannot be shown</source>
        <translation>Die Probleme können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Everything is in sync</source>
        <translation>Alles ist abgeglichen</translation>
    </message>
    <message>
        <source>Whatever keeps a file from being synced is listed here, with the reason and what to do about it.</source>
        <translation>Was eine Datei daran hindert, abgeglichen zu werden, steht hier, mit dem Grund und dem, was zu tun ist.</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>Den Ordner noch einmal durchsehen</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation>Was zu tun ist: %1</translation>
    </message>
    <message>
        <source>Delete on all devices…</source>
        <translation>Auf allen Geräten löschen…</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Wieder holen</translation>
    </message>
    <message>
        <source>Accept this file system…</source>
        <translation>Dieses Dateisystem annehmen…</translation>
    </message>
    <message>
        <source>Another file system</source>
        <translation>Ein anderes Dateisystem</translation>
    </message>
    <message>
        <source>Is the file system at “%1” the right one?</source>
        <translation>Ist das Dateisystem in „%1“ das richtige?</translation>
    </message>
    <message>
        <source>What is missing in it is then deleted on all devices; they keep it in their archives.</source>
        <translation>Was darin fehlt, wird dann auf allen Geräten gelöscht; sie heben es in ihren Archiven auf.</translation>
    </message>
    <message>
        <source>Accept it</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove “%1” on all devices?</source>
        <translation>„%1“ auf allen Geräten entfernen?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Delete on all devices</source>
        <translation>Auf allen Geräten löschen</translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n missing file(s) on all devices?</source>
        <translation>
            <numerusform>Die fehlende Datei auf allen Geräten löschen?</numerusform>
            <numerusform>Die %n fehlenden Dateien auf allen Geräten löschen?</numerusform>
        </translation>
    </message>
    <message>
        <source>The other devices keep them in their archives for a while.</source>
        <translation>Die anderen Geräte heben sie eine Zeit lang in ihren Archiven auf.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)</source>
        <translation>
            <numerusform>%n Datei löschen</numerusform>
            <numerusform>%n Dateien löschen</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not in sync</source>
        <translation>Was nicht abgeglichen ist</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RateChart</name>
    <message>
        <source>Rates of the last five minutes</source>
        <translation>Raten der letzten fünf Minuten</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Empfängt %1, sendet %2</translation>
    </message>
    <message>
        <source>Receiving %1</source>
        <translation>Empfängt %1</translation>
    </message>
    <message>
        <source>Sending %1</source>
        <translation>Sendet %1</translation>
    </message>
    <message>
        <source>5 minutes ago</source>
        <translation>vor 5 Minuten</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RotateDialog</name>
    <message>
        <source>A read-write secret.</source>
        <translation>Ein Geheimnis zum Lesen und Schreiben.</translation>
    </message>
    <message>
        <source>A read-only secret: this device may not change anything any more.</source>
        <translation>Ein Geheimnis nur zum Lesen: dieses Gerät darf dann nichts mehr ändern.</translation>
    </message>
    <message>
        <source>Change the Secret</source>
        <translation>Das Geheimnis wechseln</translation>
    </message>
    <message>
        <source>The folder goes on under another secret. Whoever has the old one is out: devices that shall go on need the new secret, too. Files stay where they are, here and on the other devices, and what people have received so far they keep. This cannot be undone.</source>
        <translation>Der Ordner geht unter einem anderen Geheimnis weiter. Wer das alte hat, ist draußen: Geräte, die dabei bleiben sollen, brauchen auch das neue. Dateien bleiben, wo sie sind, hier und auf den anderen Geräten, und was andere bisher empfangen haben, behalten sie. Das kann nicht rückgängig gemacht werden.</translation>
    </message>
    <message>
        <source>&amp;Make a new secret</source>
        <translation>Ein &amp;neues Geheimnis erzeugen</translation>
    </message>
    <message>
        <source>&amp;Take over the new secret of another device:</source>
        <translation>Das neue Geheimnis eines &amp;anderen Geräts übernehmen:</translation>
    </message>
    <message>
        <source>Secret of the other device</source>
        <translation>Geheimnis des anderen Geräts</translation>
    </message>
    <message>
        <source>&amp;Change the Secret</source>
        <translation>Das &amp;Geheimnis wechseln</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SearchedTable</name>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SecretRow</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Verbergen</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Zeigen</translation>
    </message>
    <message>
        <source>Read-&amp;write secret</source>
        <translation>Geheimnis zum Lesen und &amp;Schreiben</translation>
    </message>
    <message>
        <source>Read-&amp;only secret</source>
        <translation>Geheimnis nur zum &amp;Lesen</translation>
    </message>
    <message>
        <source>Whoever has it can read, change and delete everything in this folder. Give it to your own devices, and to people you trust with the files.</source>
        <translation>Wer es hat, kann alles in diesem Ordner lesen, ändern und löschen. Geben Sie es Ihren eigenen Geräten und Menschen, denen Sie die Dateien anvertrauen.</translation>
    </message>
    <message>
        <source>Whoever has it receives everything in this folder and can change nothing of it on other devices.</source>
        <translation>Wer es hat, empfängt alles in diesem Ordner und kann nichts davon auf anderen Geräten ändern.</translation>
    </message>
    <message>
        <source>Read-write secret</source>
        <translation>Geheimnis zum Lesen und Schreiben</translation>
    </message>
    <message>
        <source>Read-only secret</source>
        <translation>Geheimnis nur zum Lesen</translation>
    </message>
    <message>
        <source>Shows the secret, so that it can be copied</source>
        <translation>Zeigt das Geheimnis, sodass es kopiert werden kann</translation>
    </message>
    <message>
        <source>Show the read-write secret</source>
        <translation>Das Geheimnis zum Lesen und Schreiben zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>K&amp;opieren</translation>
    </message>
    <message>
        <source>Copy the read-write secret</source>
        <translation>Das Geheimnis zum Lesen und Schreiben kopieren</translation>
    </message>
    <message>
        <source>Copy the read-only secret</source>
        <translation>Das Geheimnis nur zum Lesen kopieren</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersDonePage</name>
    <message>
        <source>The Files Are Ready</source>
        <translation>Die Dateien sind fertig</translation>
    </message>
    <message>
        <source>Copy them to the servers, and start Shoal there.</source>
        <translation>Kopieren Sie sie auf die Server, und starten Sie Shoal dort.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>Den &amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>&amp;Next steps:</source>
        <translation>&amp;Nächste Schritte:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersPage</name>
    <message>
        <source>Set up Servers</source>
        <translation>Server einrichten</translation>
    </message>
    <message>
        <source>Each server gets one configuration file for each folder, which names all others.</source>
        <translation>Jeder Server bekommt für jeden Ordner eine Konfigurationsdatei, die alle anderen nennt.</translation>
    </message>
    <message>
        <source>Ser&amp;vers:</source>
        <translation>Ser&amp;ver:</translation>
    </message>
    <message>
        <source>Fol&amp;ders that they share, and the users whom the files belong to:</source>
        <translation>Or&amp;dner, die sie teilen, und die Benutzer, denen die Dateien gehören:</translation>
    </message>
    <message>
        <source>First TCP &amp;port (one for each folder):</source>
        <translation>Erster TCP-&amp;Port (einer je Ordner):</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>&amp;Add Server</source>
        <translation>Ser&amp;ver hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove Server</source>
        <translation>Server &amp;entfernen</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Add &amp;Folder</source>
        <translation>Ordner &amp;hinzufügen</translation>
    </message>
    <message>
        <source>Re&amp;move Folder</source>
        <translation>Ordner en&amp;tfernen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersTargetPage</name>
    <message>
        <source>Where to Write the Files</source>
        <translation>Wohin die Dateien geschrieben werden</translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation>Archive (%1)</translation>
    </message>
    <message>
        <source>Write the Files</source>
        <translation>Die Dateien schreiben</translation>
    </message>
    <message>
        <source>Each server gets a folder with what belongs into /etc/shoal there.</source>
        <translation>Jeder Server bekommt einen Ordner mit dem, was dort nach /etc/shoal gehört.</translation>
    </message>
    <message>
        <source>&amp;Write as:</source>
        <translation>&amp;Schreiben als:</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation>Zip-Archiv</translation>
    </message>
    <message>
        <source>Tar archive, compressed</source>
        <translation>Tar-Archiv, komprimiert</translation>
    </message>
    <message>
        <source>&amp;Path:</source>
        <translation>&amp;Pfad:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>The files hold new read-write secrets, so only you can read them. Files that are there already are not replaced.</source>
        <translation>Die Dateien enthalten neue Geheimnisse zum Lesen und Schreiben, darum können nur Sie sie lesen. Dateien, die es schon gibt, werden nicht ersetzt.</translation>
    </message>
    <message>
        <source>&amp;Write Files</source>
        <translation>Dateien &amp;schreiben</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareDialog</name>
    <message>
        <source>The link is copied.</source>
        <translation>Der Link ist kopiert.</translation>
    </message>
    <message>
        <source>Show the read-write secret first.</source>
        <translation>Zeigen Sie zuerst das Geheimnis zum Lesen und Schreiben.</translation>
    </message>
    <message>
        <source>Scan the code, or send the link over a way that nobody else can read. It opens Shoal on the other device. The file holds the secret, and only you can read it.</source>
        <translation>Scannen Sie den Code, oder schicken Sie den Link auf einem Weg, den sonst niemand mitliest. Er öffnet Shoal auf dem anderen Gerät. Die Datei enthält das Geheimnis, und nur Sie können sie lesen.</translation>
    </message>
    <message>
        <source>Save the Secret</source>
        <translation>Das Geheimnis speichern</translation>
    </message>
    <message>
        <source>The secret is saved in %1.</source>
        <translation>Das Geheimnis ist in %1 gespeichert.</translation>
    </message>
    <message>
        <source>The share has a new secret. Its other devices need it, too.</source>
        <translation>Die Freigabe hat ein neues Geheimnis. Ihre anderen Geräte brauchen es auch.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <translation>„%1“ teilen</translation>
    </message>
    <message>
        <source>Share %1 with other devices</source>
        <translation>%1 mit anderen Geräten teilen</translation>
    </message>
    <message>
        <source>&amp;Link and code for:</source>
        <translation>&amp;Link und Code zum:</translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation>Nur Lesen</translation>
    </message>
    <message>
        <source>Reading and writing</source>
        <translation>Lesen und Schreiben</translation>
    </message>
    <message>
        <source>QR code of the link</source>
        <translation>QR-Code des Links</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>&amp;Link kopieren</translation>
    </message>
    <message>
        <source>&amp;Save as File…</source>
        <translation>Als &amp;Datei speichern…</translation>
    </message>
    <message>
        <source>Change the Se&amp;cret…</source>
        <translation>&amp;Geheimnis wechseln…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareOptionsDialog</name>
    <message>
        <source>Options of “%1”</source>
        <translation>Optionen von „%1“</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SharePage</name>
    <message>
        <source>Re&amp;sume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>A config file names this share; take it out there</source>
        <translation>Eine Konfigurationsdatei nennt diese Freigabe; nehmen Sie sie dort heraus</translation>
    </message>
    <message>
        <source>Remove share</source>
        <translation>Freigabe entfernen</translation>
    </message>
    <message>
        <source>Stop syncing “%1” on this device?</source>
        <translation>„%1“ auf diesem Gerät nicht mehr abgleichen?</translation>
    </message>
    <message>
        <source>The folder and its files stay where they are, here and on the other devices.</source>
        <translation>Der Ordner und seine Dateien bleiben, wo sie sind, hier und auf den anderen Geräten.</translation>
    </message>
    <message>
        <source>Stop syncing</source>
        <translation>Nicht mehr abgleichen</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation>&amp;Teilen…</translation>
    </message>
    <message>
        <source>Show the secret, so that another device can join</source>
        <translation>Das Geheimnis zeigen, damit ein anderes Gerät beitreten kann</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More to do with this share</source>
        <translation>Was man mit dieser Freigabe noch tun kann</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>Den Ordner noch einmal durchsehen</translation>
    </message>
    <message>
        <source>Stop syncing on this device…</source>
        <translation>Auf diesem Gerät nicht mehr abgleichen…</translation>
    </message>
    <message>
        <source>Pages of this share</source>
        <translation>Seiten dieser Freigabe</translation>
    </message>
    <message>
        <source>Options of this share…</source>
        <translation>Optionen dieser Freigabe…</translation>
    </message>
    <message>
        <source>Export a snapshot…</source>
        <translation>Schnappschuss exportieren…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareWizard</name>
    <message>
        <source>Add a Share</source>
        <translation>Eine Freigabe hinzufügen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SnapshotDialog</name>
    <message>
        <source>Export a Snapshot</source>
        <translation>Einen Schnappschuss exportieren</translation>
    </message>
    <message>
        <source>Tar archive, compressed (*.tar.zst)</source>
        <translation>Tar-Archiv, komprimiert (*.tar.zst)</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Zip-Archiv (*.zip)</translation>
    </message>
    <message>
        <source>%1 of %2, %3 of %4</source>
        <translation>%1 von %2, %3 von %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message numerus="yes">
        <source>Written: %1. %n entries are not in it:</source>
        <translation>
            <numerusform>Geschrieben: %1. Ein Eintrag ist nicht darin:</numerusform>
            <numerusform>Geschrieben: %1. %n Einträge sind nicht darin:</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Abgebrochen. Es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>Snapshot of “%1”</source>
        <translation>Schnappschuss von „%1“</translation>
    </message>
    <message>
        <source>Exports all files of %1 into an archive, while others may go on working in it. Each file is in it as it was at one moment. The archive of replaced files is not part of it.</source>
        <translation>Exportiert alle Dateien von %1 in ein Archiv, während andere darin weiterarbeiten können. Jede Datei ist darin, wie sie in einem Augenblick war. Das Archiv der ersetzten Dateien gehört nicht dazu.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>What is not in the snapshot</source>
        <translation>Was nicht im Schnappschuss ist</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::StartPage</name>
    <message>
        <source>Add a Share</source>
        <translation>Eine Freigabe hinzufügen</translation>
    </message>
    <message>
        <source>A share is a folder that is kept identical on several devices.</source>
        <translation>Eine Freigabe ist ein Ordner, der auf mehreren Geräten gleich gehalten wird.</translation>
    </message>
    <message>
        <source>&amp;Create a new share</source>
        <translation>&amp;Eine neue Freigabe anlegen</translation>
    </message>
    <message>
        <source>&amp;Join a share</source>
        <translation>Einer Freigabe &amp;beitreten</translation>
    </message>
    <message>
        <source>Set up &amp;servers</source>
        <translation>&amp;Server einrichten</translation>
    </message>
    <message>
        <source>Choose a folder of this computer. You get the secrets that other devices need to join it.</source>
        <translation>Wählen Sie einen Ordner dieses Computers. Sie bekommen die Geheimnisse, die andere Geräte zum Beitreten brauchen.</translation>
    </message>
    <message>
        <source>Somebody gave you a secret or a link, or you have it from another device of yours.</source>
        <translation>Jemand hat Ihnen ein Geheimnis oder einen Link gegeben, oder Sie haben es von einem anderen Gerät.</translation>
    </message>
    <message>
        <source>Write the configuration of servers that keep the same folders, ready to be copied to them.</source>
        <translation>Die Konfiguration von Servern schreiben, die dieselben Ordner halten, fertig zum Kopieren.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SupportDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Save the Support Bundle</source>
        <translation>Das Support-Paket speichern</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip-Archive (*.zip)</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>Wird zusammengestellt…</translation>
    </message>
    <message>
        <source>Support Bundle</source>
        <translation>Support-Paket</translation>
    </message>
    <message>
        <source>A support bundle is a zip file for somebody who helps you to find out what is wrong. It holds the logs, the configuration, the state of all shares and the versions of the programs. Secrets and passwords are removed; names of files, folders and devices are not. Nothing is sent anywhere, and only you can read the file.</source>
        <translation>Ein Support-Paket ist eine Zip-Datei für jemanden, der Ihnen hilft herauszufinden, was nicht stimmt. Es enthält die Protokolle, die Konfiguration, den Zustand aller Freigaben und die Versionen der Programme. Geheimnisse und Passwörter werden entfernt, Namen von Dateien, Ordnern und Geräten nicht. Nichts wird irgendwohin gesendet, und nur Sie können die Datei lesen.</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Speichern…</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>Den &amp;Ordner öffnen</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TransfersPane</name>
    <message>
        <source>Transfers</source>
        <translation>Übertragungen</translation>
    </message>
    <message>
        <source>Still to begin: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>Noch nicht begonnen: %1, %2</translation>
    </message>
    <message>
        <source>Nothing is transferred</source>
        <translation>Nichts wird übertragen</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Nichts ist unterwegs</translation>
    </message>
    <message>
        <source>Files appear here while they are sent to or received from other devices.</source>
        <translation>Dateien erscheinen hier, während sie an andere Geräte gesendet oder von ihnen empfangen werden.</translation>
    </message>
    <message>
        <source>Files on their way</source>
        <translation>Dateien, die unterwegs sind</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TrayIcon</name>
    <message>
        <source>Everything is up to date</source>
        <translation>Alles ist auf dem neuesten Stand</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Gleicht ab</translation>
    </message>
    <message>
        <source>All shares are paused</source>
        <translation>Alle Freigaben sind angehalten</translation>
    </message>
    <message>
        <source>Something needs your attention</source>
        <translation>Etwas braucht Ihre Aufmerksamkeit</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>Kein anderes Gerät ist online</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation>Es gibt keine Verbindung zur Instanz</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>Noch ist kein Ordner freigegeben</translation>
    </message>
    <message>
        <source>To come: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>Noch zu holen: %1, %2</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Empfängt %1, sendet %2</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>Alle &amp;fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>Alle &amp;anhalten</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what happened to a file, its path</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Es ist noch nichts geschehen</translation>
    </message>
    <message>
        <source>&amp;Show window</source>
        <translation>&amp;Fenster zeigen</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>&amp;Ordner öffnen</translation>
    </message>
    <message>
        <source>Recent &amp;changes</source>
        <translation>&amp;Letzte Änderungen</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>&amp;Freigabe hinzufügen…</translation>
    </message>
    <message>
        <source>Pr&amp;eferences</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>shoal::ui::WeeklyPlan</name>
    <message>
        <source>This instance is of an older version and knows no weekly plan.</source>
        <translation>Diese Instanz hat eine ältere Version und kennt keinen Wochenplan.</translation>
    </message>
    <message>
        <source>Other limits at some times of the week, in local time. Where periods overlap, the upper one counts.</source>
        <translation>Andere Grenzen zu manchen Zeiten der Woche, in Ortszeit. Wo sich Zeiträume überschneiden, gilt der obere.</translation>
    </message>
    <message>
        <source>Weekly plan of the limits</source>
        <translation>Wochenplan der Grenzen</translation>
    </message>
    <message>
        <source>The same limits all week</source>
        <translation>Die ganze Woche dieselben Grenzen</translation>
    </message>
    <message>
        <source>Add a period to send or receive slower, or faster, at some times of the week.</source>
        <translation>Fügen Sie einen Zeitraum hinzu, um zu manchen Zeiten der Woche langsamer oder schneller zu senden oder zu empfangen.</translation>
    </message>
    <message>
        <source>Add &amp;Period…</source>
        <translation>Zeitraum &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>Ä&amp;ndern …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation>Nach &amp;unten</translation>
    </message>
</context>
</TS>
