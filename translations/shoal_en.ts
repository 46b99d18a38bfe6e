<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SecretTool</name>
    <message>
        <source>There is no secret in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secret begins with A or B.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secret has %1 characters, this has %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A secret has the letters A to Z and the digits 2 to 7 only. Perhaps one was mistyped.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>%1</source>
        <comment>what the system said: not found</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: access is denied</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is full</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is read-only</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: too many files are open</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the system reports an error</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is a device, a FIFO or a socket, and those are not synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning: a program has a database open here; its files change together, and other devices may get them in a state that cannot be used</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was changed here, and this device has only the read-only secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a program here has it open for writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what it replaces has to be kept, and the archive is full</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the archive is full of losers of conflicts and replaced local edits, which are kept for %1 days: %2 bytes, and the limit is %3; changes that would add such a file wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file is mounted over it: what is seen there does not belong to the folder, and is not synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file system that was mounted here is gone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file system is mounted here than before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the directory in which a file system was mounted is gone, and the file system with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another file system is mounted above it than before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a directory belongs here, but something that is not synced has its name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it was deleted elsewhere but still holds something that is not synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is older than what is remembered of deletions: perhaps it was deleted long ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the file system is mounted read-only: changes of other devices wait, files are still served</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days before this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days after this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>.sync/ID is gone: this may be an empty mount point or another disk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 files are missing: nothing is deleted elsewhere until you say so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the ignore list cannot be used: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is on this read-only device only: it was added here, or deleted elsewhere while this device could not know; it is kept, and not synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its directory is not on this disk yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is about to be written here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its deletion is about to be done here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is being fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it waits for its turn to be fetched</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no peer is connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no connected peer has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; it is this device&apos;s own, lost here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, not even &apos;%1&apos;, which wrote it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; this version was made by &apos;%1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, last seen %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks 1 file (%2 bytes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks %2 files (%3 bytes)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; says: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; it says: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>move it out of the share, or add it to .sync/IgnoreList</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look into the system&apos;s log: the disk may be failing; it is read again at the next scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is looked at again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is read again and again; look whether the disk is in order</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is tried again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make room on the disk; it is tried again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make room on the disk, if that is what is missing; it is tried again by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make room in .sync/Archive, or raise &quot;archive_max_size&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look through .sync/Archive and remove what is not needed, or raise &quot;archive_max_size&quot;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undo the change, move the file away, or set &quot;overwrite_changes&quot;: true for this share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is replaced as soon as it is closed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unmount it, and the file below it is synced; or add it to .sync/IgnoreList</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mount the right one, and all goes on by itself; or accept what is there now with &apos;shoal confirm --new-mount %1&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; until then nothing below it is synced, and nothing deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;shoal why&apos; names the directory, and what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>rename or remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is tried again by itself; rename or remove what is not synced and has this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look at what is in it (perhaps ignored files) and remove it by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the whole system is at sysctl fs.file-max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look into the system&apos;s log for the reason (a failing disk?) and mount it writable; all goes on by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>set the clock of the device that is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>answer on a read-write device with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mend .sync/IgnoreList, then restart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mount the right disk; or answer with &apos;shoal confirm %1 --refill&apos; (fetch the missing files again from the peers) or &apos;--deleted-everywhere&apos; (it was meant)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>delete it if nobody needs it; put it on a read-write device if it should be synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>check that another device with this secret is running and reachable</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wait, or see to it that a device that has it is connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; &apos;%1&apos; has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put it back from an archive or a backup, or delete it on any device to end the wait</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see to it on that device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make the folder available: mount its disk, or move it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>make room on the disk that is full, or raise the quota</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mount the disk writable that is read-only (a failing one becomes so; the system&apos;s log says it)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>let the user that shoald runs as read, enter and change what the message names (chown, chmod)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>put right what the message names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end the other program that uses it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing: a damaged index is set aside, and the folder joined anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>use a file system that can do this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>look into the system&apos;s log: a disk may be failing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; the folder is &apos;%1&apos;, and the index lies in storage_path, &apos;%2&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>; it is tried again every 10 seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system cannot exchange two files: a file that a program saves by renaming in the very instant we replace it can be overwritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system can neither exchange files nor make hard links: a file is absent for an instant while we replace it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system can neither rename without replacing nor make hard links: new files cannot be put in place safely, so they are not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>We cannot learn whether somebody has a file open for writing: replaced files are kept for 60 quiet seconds in case somebody still writes to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files have no birth time here: a moved directory is taken for a deleted and a new one more often.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names that differ only in upper and lower case are the same here: one of two such files gets a suffix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system refuses some names: such files get another name here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system has no symbolic links: they are not made here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system does not keep permissions: those of other devices are passed on but not set here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file system does not keep extended attributes: those of other devices are passed on but not set here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File times are kept in whole seconds here: files changed within such a time are read again to be sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the index of &apos;%1&apos; was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the disk of storage_path fails; the old index is kept there as &apos;%3&apos;, and may be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: another one stands there than when its first scan was interrupted; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: one of them was restored from a backup; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the storage_path of this device was copied or moved here from another place: &apos;%1&apos; goes on as a new author, so that nothing is numbered twice; if the original still runs, stop one of the two, remove device.key from its storage_path, and start it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;%1&apos; in &apos;%2&apos; was out of the way when the program or the machine stopped, and nothing tells any more where it belongs: look what is in it, and move it there or remove it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as soon as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device at %1 (%2) uses the device key of this one: the storage_path was copied; each of the two takes a new key and goes on with it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a device at %1 knocks, which calls itself %2, but shares nothing with this one: if it should, compare the secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device there (%1) shares nothing with this one: compare the secrets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it broke the protocol, and is not let in for 10 minutes; the log says how</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the device &apos;%1&apos; (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal there; if it happens again, its disk or memory may be failing, or somebody altered its program: then take it off, and give the others a new secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the share has not answered: its disk is busy or does not respond</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ask again in a moment</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 and %2</source>
        <comment>a duration, such as: 2 hours and 5 minutes</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>a rate, such as: 1.2 MB/s</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::app::DesktopProgram</name>
    <message>
        <source>The engine of this program does not run: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::app::ShownInstance</name>
    <message>
        <source>The instance at %1 cannot be shown: %2. This window shows the engine of this program; the menu lets you choose another instance.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::ArchiveModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replaced or deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::ConflictModel</name>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version by</source>
        <comment>device that wrote the version that has the name</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That version by</source>
        <comment>device that wrote the version that was put beside it</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::FolderReport</name>
    <message>
        <source>Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The path has to begin with a slash, for example /home/anna/Photos.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the root of the whole file system. Choose a folder below it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder %1 does not exist. Create it first, or choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder is shared already. A folder belongs to one share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder lies inside the shared folder %1. Choose one outside of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This folder contains the shared folder %1. Choose one outside of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not read this folder, so its files may not be synced. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not write to %1, so files of other devices may not arrive. Check its permissions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is read-only, so files of other devices cannot arrive here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: only %1 are free. Make room first, or choose another disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder does not exist yet. It is created.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is not empty. What is in it is synced too; of two files with one name, the newer one stays and the other goes to the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder has been shared before. With the same secret it goes on where it was.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::HistoryModel</name>
    <message>
        <source>%1, before: %2</source>
        <comment>new and old path of a file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::IgnorePreviewModel</name>
    <message>
        <source>Rule: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Synced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored, line %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With these rules</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::InstanceListModel</name>
    <message>
        <source>%1 (this program)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::LimitPeriodsModel</name>
    <message>
        <source>Every day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>from a day of the week to another</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, </source>
        <comment>between days of the week</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All day</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2 on the next day</source>
        <comment>times</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>times</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As usual</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionTexts</name>
    <message>
        <source>Device &amp;name:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How this device calls itself to others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The TCP port that other devices connect to; 0: any free one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast to receive; 0: no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How fast to send; 0: no limit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Limits in the local network too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The limits hold in the local network, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through &amp;folders every:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often to look through whole folders, in case that a change was missed; 0: only at the start.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long replaced and deleted files stay in the archive; 0: for ever.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large the archive of a share may grow; 0: a tenth of the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files &amp;up to:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger files do not go to the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave fr&amp;ee on the disk:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What files of other devices leave free on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show &amp;absent devices for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long devices are shown that are not connected any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for other devices of the share in the local network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices to connect to, each host:port, with commas between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep replaced and deleted files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What other devices replace or delete goes to the archive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo what is changed here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On a device that may only read: what is changed here is replaced by what the others have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Apply setuid and setgid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files may get the rights of their owner when they are run. Needs root.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Weekly Plan</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other limits at some times of the week.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionsModel</name>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set in the config file %1, line %2. Change it there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Option</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n period</numerusform>
            <numerusform>%n periods</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::models::PeerModel</name>
    <message>
        <source>In sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never met</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Through a relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found in the local network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found at an address of known_hosts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has found this device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found by a relay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found in the DHT</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direct, LAN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent %1, received %2 on this connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is missing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::PlanReview</name>
    <message>
        <source>Add at least one server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add at least one folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The ports have to be between 1 and %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server %1: a name has letters, digits, points and dashes only, as in app01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two servers are called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Server %1: the address has to be a host name or an IP address without a port, as in app01.example.org or 192.0.2.7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two servers have the address %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1: a name has letters, digits and dashes only, as in www.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two folders are called %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1: the path has to begin with a slash and lead below it, as in /data/www.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a user.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a group.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1: Shoal keeps its own state in %2. Choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder %1 overlaps with %2. A folder belongs to one share.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::ProblemModel</name>
    <message>
        <source>The whole share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why it is not in sync</source>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::ShareListModel</name>
    <message>
        <source>Syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for a device that has %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing, %1 left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing, %1 to come</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflict</numerusform>
            <numerusform>%n conflicts</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped: needs attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <comment>connected devices of a share, and all of them</comment>
        <translation type="unfinished"></translation>
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
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::models::TransferModel</name>
    <message>
        <source>to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes transferred, size of the file</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ArchivePane</name>
    <message>
        <source>Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a file is replaced or deleted by another device, its old version is kept here for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive has nothing with “%1” in its path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path in the share:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in paths</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archived versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Puts the version where it was; what is there now goes to the archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore &amp;as…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConflictsPane</name>
    <message>
        <source>This file is not there any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written on %1</source>
        <comment>name of a device</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Conflicts cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When a file is changed on two devices before they could tell each other, both versions are kept, and you choose here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are more conflicts than are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This device may only read: choose on a device that may write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version has the file’s name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That version was put beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep that version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the version that has the name “%1”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the version of %1 the name “%2”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other version goes to the archive, on all devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep that</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep &amp;this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep t&amp;hat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The copy gets an ordinary name with the device and the date in it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConnectionFields</name>
    <message>
        <source>A device is given by its host and port, as in app01.example.org:44444 or 192.0.2.7:44444; commas separate several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere, if there are any (host:port):</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::CreatePage</name>
    <message>
        <source>The share is called like its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share is called “%1”, like its folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create a Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which folder is to be kept identical on several devices?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::FolderField</name>
    <message>
        <source>Choose a Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::HistoryPane</name>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is added, changed, moved or deleted here or on other devices appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing with “%1” in its path has happened to a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in paths and devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened in this share</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::IgnorePane</name>
    <message>
        <source>Ignored files *</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ignored files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The changed rules of “%1” are not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel takes you back to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved yet. The preview shows what the rules would do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files that a rule matches are neither sent nor received. What other devices have stays there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rules, one a line:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source># For example:
*.tmp
/cache/
**/node_modules/</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;What they do:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the rules do to files of this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No files to try the rules on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder is empty or cannot be read. Type a path below to try one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try a &amp;path:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path in the share; Enter adds it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::InstanceChooser</name>
    <message>
        <source>Choose an instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This window can show the engine of this program, or a daemon (shoald) that runs on this machine and lets you connect. The engine of this program goes on either way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running instances</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No instance is running that you may connect to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::JoinPage</name>
    <message>
        <source>A read-write secret: what is changed here is changed on all devices of the share.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A read-only secret: this device receives everything; what is changed here stays here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join a Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste the secret or the link, and choose where the files are to be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Secret or link:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::MainWindow</name>
    <message>
        <source>Resume all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shoal – %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder to share, or join one with the secret or the link of another device. Everything in it is then kept the same on all devices that have the secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add a share…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share a folder, or join a share of another device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;references</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another &amp;instance…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a support &amp;bundle…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::NewSharePage</name>
    <message>
        <source>The Secrets of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A device joins the share with one of its two secrets.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With “Finish”, the folder is shared. Then join it on the other devices with a secret. You find the secrets again in the menu of the share.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::Notifications</name>
    <message>
        <source>“%1” has stopped: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n problem(s).</source>
        <translation>
            <numerusform>“%1” has %n problem.</numerusform>
            <numerusform>“%1” has %n problems.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n conflict(s).</source>
        <translation>
            <numerusform>“%1” has %n conflict.</numerusform>
            <numerusform>“%1” has %n conflicts.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is a new device of “%2”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
    <message>
        <source>New device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shoal needs your attention</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionDelegate</name>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionTable</name>
    <message>
        <source>Choose an option to read what it means.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset to Default</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::OverviewPane</name>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>content of a share: files, folders</comment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n folder</numerusform>
            <numerusform>%n folders</numerusform>
        </translation>
    </message>
    <message>
        <source>Read-write: changes made here go to all devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only: changes made here stay here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Content:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archive:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good to know:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeersPane</name>
    <message>
        <source>Devices (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody is connected until it is resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other device has this share yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give its secret to another device: there, choose to join a share. Devices of the same local network find each other by themselves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share with a device…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Devices of this share</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeriodDialog</name>
    <message>
        <source>Choose at least one day.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It begins on these days and ends on the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It ends at midnight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a Period</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;to:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A limit that is not chosen here stays as it is at other times; 0 takes it away.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::Preferences</name>
    <message>
        <source>It is an option of each share, and there is no share yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>It holds for all shares but %n that the config file sets.</source>
        <translation>
            <numerusform>It holds for all shares but one that the config file sets.</numerusform>
            <numerusform>It holds for all shares but %n that the config file sets.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds for all shares. Each of them can differ in its own options.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes effect at the next start: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Start at login</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ProblemsPane</name>
    <message>
        <source>If a disk is not mounted, mount it. Otherwise say whether the files are to be fetched again from the other devices, or were meant to be deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mount the right file system, and all goes on by itself; or accept what is mounted there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say whether it is to be kept, or is gone for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problems cannot be shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything is in sync</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever keeps a file from being synced is listed here, with the reason and what to do about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete on all devices…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept this file system…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another file system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is the file system at “%1” the right one?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is missing in it is then deleted on all devices; they keep it in their archives.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “%1” on all devices?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete on all devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n missing file(s) on all devices?</source>
        <translation>
            <numerusform>Delete the missing file on all devices?</numerusform>
            <numerusform>Delete the %n missing files on all devices?</numerusform>
        </translation>
    </message>
    <message>
        <source>The other devices keep them in their archives for a while.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)</source>
        <translation>
            <numerusform>Delete %n file</numerusform>
            <numerusform>Delete %n files</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not in sync</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::RateChart</name>
    <message>
        <source>Rates of the last five minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 minutes ago</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::RotateDialog</name>
    <message>
        <source>A read-write secret.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A read-only secret: this device may not change anything any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder goes on under another secret. Whoever has the old one is out: devices that shall go on need the new secret, too. Files stay where they are, here and on the other devices, and what people have received so far they keep. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Make a new secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Take over the new secret of another device:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Secret of the other device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change the Secret</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::SearchedTable</name>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::SecretRow</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-&amp;write secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-&amp;only secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has it can read, change and delete everything in this folder. Give it to your own devices, and to people you trust with the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever has it receives everything in this folder and can change nothing of it on other devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-write secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the secret, so that it can be copied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the read-write secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the read-write secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the read-only secret</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersDonePage</name>
    <message>
        <source>The Files Are Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy them to the servers, and start Shoal there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next steps:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersPage</name>
    <message>
        <source>Set up Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each server gets one configuration file for each folder, which names all others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ser&amp;vers:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fol&amp;ders that they share, and the users whom the files belong to:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First TCP &amp;port (one for each folder):</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove Server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>User</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Group</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersTargetPage</name>
    <message>
        <source>Where to Write the Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each server gets a folder with what belongs into /etc/shoal there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write as:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tar archive, compressed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Path:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files hold new read-write secrets, so only you can read them. Files that are there already are not replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Write Files</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareDialog</name>
    <message>
        <source>The link is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the read-write secret first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scan the code, or send the link over a way that nobody else can read. It opens Shoal on the other device. The file holds the secret, and only you can read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the Secret</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The secret is saved in %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share has a new secret. Its other devices need it, too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share %1 with other devices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Link and code for:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading and writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QR code of the link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save as File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the Se&amp;cret…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareOptionsDialog</name>
    <message>
        <source>Options of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::SharePage</name>
    <message>
        <source>Re&amp;sume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A config file names this share; take it out there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop syncing “%1” on this device?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder and its files stay where they are, here and on the other devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the secret, so that another device can join</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More to do with this share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop syncing on this device…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages of this share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Options of this share…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export a snapshot…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareWizard</name>
    <message>
        <source>Add a Share</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::SnapshotDialog</name>
    <message>
        <source>Export a Snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tar archive, compressed (*.tar.zst)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2, %3 of %4</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Written: %1. %n entries are not in it:</source>
        <translation>
            <numerusform>Written: %1. One entry is not in it:</numerusform>
            <numerusform>Written: %1. %n entries are not in it:</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Snapshot of “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exports all files of %1 into an archive, while others may go on working in it. Each file is in it as it was at one moment. The archive of replaced files is not part of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is not in the snapshot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::StartPage</name>
    <message>
        <source>Add a Share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A share is a folder that is kept identical on several devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Create a new share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Join a share</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set up &amp;servers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of this computer. You get the secrets that other devices need to join it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Somebody gave you a secret or a link, or you have it from another device of yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the configuration of servers that keep the same folders, ready to be copied to them.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::SupportDialog</name>
    <message>
        <source>Written: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the Support Bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Support Bundle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A support bundle is a zip file for somebody who helps you to find out what is wrong. It holds the logs, the configuration, the state of all shares and the versions of the programs. Secrets and passwords are removed; names of files, folders and devices are not. Nothing is sent anywhere, and only you can read the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::TransfersPane</name>
    <message>
        <source>Transfers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to begin: %1, %2</source>
        <comment>number of files, size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is transferred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files appear here while they are sent to or received from other devices.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files on their way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::TrayIcon</name>
    <message>
        <source>Everything is up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All shares are paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something needs your attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To come: %1, %2</source>
        <comment>number of files, size</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what happened to a file, its path</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Show window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent &amp;changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pr&amp;eferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>shoal::ui::WeeklyPlan</name>
    <message>
        <source>This instance is of an older version and knows no weekly plan.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other limits at some times of the week, in local time. Where periods overlap, the upper one counts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weekly plan of the limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same limits all week</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a period to send or receive slower, or faster, at some times of the week.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add &amp;Period…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
