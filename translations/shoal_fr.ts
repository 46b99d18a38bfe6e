<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>SecretTool</name>
    <message>
        <source>There is no secret in it.</source>
        <translation>Il ne contient aucun secret.</translation>
    </message>
    <message>
        <source>A secret begins with A or B.</source>
        <translation>Un secret commence par A ou B.</translation>
    </message>
    <message>
        <source>A secret has %1 characters, this has %2.</source>
        <translation>Un secret a %1 caractères, celui-ci en a %2.</translation>
    </message>
    <message>
        <source>A secret has the letters A to Z and the digits 2 to 7 only. Perhaps one was mistyped.</source>
        <translation>Un secret n’a que les lettres A à Z et les chiffres 2 à 7. L’un d’eux est peut-être mal tapé.</translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>%1</source>
        <comment>what the system said: not found</comment>
        <translation>introuvable : %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: access is denied</comment>
        <translation>accès refusé : %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is full</comment>
        <translation>le disque est plein : %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is read-only</comment>
        <translation>le disque est en lecture seule : %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: too many files are open</comment>
        <translation>trop de fichiers sont ouverts : %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the system reports an error</comment>
        <translation>le système signale une erreur : %1</translation>
    </message>
    <message>
        <source>it is a device, a FIFO or a socket, and those are not synced</source>
        <translation>c’est un périphérique, un FIFO ou une socket, et ceux-là ne sont pas synchronisés</translation>
    </message>
    <message>
        <source>warning: a program has a database open here; its files change together, and other devices may get them in a state that cannot be used</source>
        <translation>attention : un programme a ici une base de données ouverte ; ses fichiers changent ensemble, et d’autres appareils peuvent les recevoir dans un état inutilisable</translation>
    </message>
    <message>
        <source>it was changed here, and this device has only the read-only secret</source>
        <translation>il a été modifié ici, et cet appareil n’a que le secret de lecture seule</translation>
    </message>
    <message>
        <source>a program here has it open for writing</source>
        <translation>un programme l’a ici ouvert en écriture</translation>
    </message>
    <message>
        <source>what it replaces has to be kept, and the archive is full</source>
        <translation>ce qu’il remplace doit être gardé, et l’archive est pleine</translation>
    </message>
    <message>
        <source>the archive is full of losers of conflicts and replaced local edits, which are kept for %1 days: %2 bytes, and the limit is %3; changes that would add such a file wait</source>
        <translation>l’archive est pleine de versions écartées de conflits et de modifications locales remplacées, gardées %1 jours : %2 octets, et la limite est %3 ; ce qui ajouterait un tel fichier attend</translation>
    </message>
    <message>
        <source>another file is mounted over it: what is seen there does not belong to the folder, and is not synced</source>
        <translation>un autre fichier est monté par-dessus : ce qu’on y voit n’appartient pas au dossier et n’est pas synchronisé</translation>
    </message>
    <message>
        <source>the file system that was mounted here is gone</source>
        <translation>le système de fichiers qui était monté ici n’est plus là</translation>
    </message>
    <message>
        <source>another file system is mounted here than before</source>
        <translation>un autre système de fichiers qu’avant est monté ici</translation>
    </message>
    <message>
        <source>the directory in which a file system was mounted is gone, and the file system with it</source>
        <translation>le répertoire où un système de fichiers était monté n’est plus là, ni le système de fichiers</translation>
    </message>
    <message>
        <source>another file system is mounted above it than before</source>
        <translation>un autre système de fichiers qu’avant est monté au-dessus</translation>
    </message>
    <message>
        <source>a directory belongs here, but something that is not synced has its name</source>
        <translation>un répertoire a sa place ici, mais quelque chose qui n’est pas synchronisé a son nom</translation>
    </message>
    <message>
        <source>it was deleted elsewhere but still holds something that is not synced</source>
        <translation>il a été supprimé ailleurs, mais contient encore quelque chose qui n’est pas synchronisé</translation>
    </message>
    <message>
        <source>a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1</source>
        <translation>un répertoire supprimé ailleurs contient encore quelque chose et ne peut pas être remis à sa place : %1</translation>
    </message>
    <message>
        <source>it is older than what is remembered of deletions: perhaps it was deleted long ago</source>
        <translation>il est plus ancien que ce qui est retenu des suppressions : il a peut-être été supprimé il y a longtemps</translation>
    </message>
    <message>
        <source>no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits</source>
        <translation>aucun autre fichier ne peut être ouvert (ce processus peut en avoir %1 d’ouverts, RLIMIT_NOFILE) : le partage attend</translation>
    </message>
    <message>
        <source>the file system is mounted read-only: changes of other devices wait, files are still served</source>
        <translation>le système de fichiers est monté en lecture seule : les modifications d’autres appareils attendent, les fichiers sont toujours servis</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days before this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>« %1 » veut que les suppressions soient oubliées jusqu’à %2 jours avant l’horloge de cet appareil, et 170 jours avant est le minimum : c’est refusé</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days after this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>« %1 » veut que les suppressions soient oubliées jusqu’à %2 jours après l’horloge de cet appareil, et 170 jours avant est le minimum : c’est refusé</translation>
    </message>
    <message>
        <source>.sync/ID is gone: this may be an empty mount point or another disk</source>
        <translation>.sync/ID n’est plus là : c’est peut-être un point de montage vide ou un autre disque</translation>
    </message>
    <message>
        <source>%1 of %2 files are missing: nothing is deleted elsewhere until you say so</source>
        <translation>%1 fichiers sur %2 manquent : rien n’est supprimé ailleurs tant que vous ne le dites pas</translation>
    </message>
    <message>
        <source>the ignore list cannot be used: %1</source>
        <translation>la liste des fichiers ignorés est inutilisable : %1</translation>
    </message>
    <message>
        <source>it is on this read-only device only: it was added here, or deleted elsewhere while this device could not know; it is kept, and not synced</source>
        <translation>il n’est que sur cet appareil en lecture seule : il a été ajouté ici, ou supprimé ailleurs alors que cet appareil ne pouvait pas le savoir ; il est gardé et n’est pas synchronisé</translation>
    </message>
    <message>
        <source>its directory is not on this disk yet</source>
        <translation>son répertoire n’est pas encore sur ce disque</translation>
    </message>
    <message>
        <source>it is about to be written here</source>
        <translation>il est sur le point d’être écrit ici</translation>
    </message>
    <message>
        <source>its deletion is about to be done here</source>
        <translation>il est sur le point d’être supprimé ici</translation>
    </message>
    <message>
        <source>it is being fetched</source>
        <translation>il est en cours de réception</translation>
    </message>
    <message>
        <source>it waits for its turn to be fetched</source>
        <translation>il attend son tour</translation>
    </message>
    <message>
        <source>no peer is connected</source>
        <translation>aucun appareil n’est connecté</translation>
    </message>
    <message>
        <source>no connected peer has it</source>
        <translation>aucun appareil connecté ne l’a</translation>
    </message>
    <message>
        <source>; it is this device&apos;s own, lost here</source>
        <translation> ; il vient de cet appareil même et a été perdu ici</translation>
    </message>
    <message>
        <source>, not even &apos;%1&apos;, which wrote it</source>
        <translation>, pas même « %1 », qui l’a écrit</translation>
    </message>
    <message>
        <source>; this version was made by &apos;%1&apos;</source>
        <translation> ; cette version a été faite par « %1 »</translation>
    </message>
    <message>
        <source>, last seen %1</source>
        <translation>, vu pour la dernière fois %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks 1 file (%2 bytes)</source>
        <translation>il manque 1 fichier à « %1 » (%2 octets)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks %2 files (%3 bytes)</source>
        <translation>il manque %2 fichiers à « %1 » (%3 octets)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; says: %2</source>
        <translation>« %1 » dit : %2</translation>
    </message>
    <message>
        <source>; it says: %1</source>
        <translation> ; il dit : %1</translation>
    </message>
    <message>
        <source>move it out of the share, or add it to .sync/IgnoreList</source>
        <translation>déplacez-le hors du partage, ou ajoutez-le à .sync/IgnoreList</translation>
    </message>
    <message>
        <source>keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList</source>
        <translation>gardez la base de données hors du partage et mettez-y des extractions ou des sauvegardes ; ou ajoutez-la à .sync/IgnoreList</translation>
    </message>
    <message>
        <source>make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere</source>
        <translation>rendez-le lisible pour l’utilisateur sous lequel Shoal tourne ; d’ici là, rien n’est supprimé ailleurs</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: the disk may be failing; it is read again at the next scan</source>
        <translation>regardez le journal du système : le disque est peut-être défaillant ; il est relu au prochain parcours</translation>
    </message>
    <message>
        <source>it is looked at again by itself</source>
        <translation>il est réexaminé de lui-même</translation>
    </message>
    <message>
        <source>it is read again and again; look whether the disk is in order</source>
        <translation>il est relu encore et encore ; vérifiez que le disque est en bon état</translation>
    </message>
    <message>
        <source>it is tried again by itself</source>
        <translation>un nouvel essai a lieu de lui-même</translation>
    </message>
    <message>
        <source>make room on the disk; it is tried again by itself</source>
        <translation>faites de la place sur le disque ; un nouvel essai a lieu de lui-même</translation>
    </message>
    <message>
        <source>make room on the disk, if that is what is missing; it is tried again by itself</source>
        <translation>faites de la place sur le disque, si c’est ce qui manque ; un nouvel essai a lieu de lui-même</translation>
    </message>
    <message>
        <source>make room in .sync/Archive, or raise &quot;archive_max_size&quot;</source>
        <translation>faites de la place dans .sync/Archive, ou augmentez « archive_max_size »</translation>
    </message>
    <message>
        <source>look through .sync/Archive and remove what is not needed, or raise &quot;archive_max_size&quot;</source>
        <translation>parcourez .sync/Archive et retirez ce qui n’est pas nécessaire, ou augmentez « archive_max_size »</translation>
    </message>
    <message>
        <source>undo the change, move the file away, or set &quot;overwrite_changes&quot;: true for this share</source>
        <translation>annulez la modification, déplacez le fichier, ou mettez « overwrite_changes » : true pour ce partage</translation>
    </message>
    <message>
        <source>it is replaced as soon as it is closed</source>
        <translation>il est remplacé dès qu’il est fermé</translation>
    </message>
    <message>
        <source>unmount it, and the file below it is synced; or add it to .sync/IgnoreList</source>
        <translation>démontez-le, et le fichier du dessous est synchronisé ; ou ajoutez-le à .sync/IgnoreList</translation>
    </message>
    <message>
        <source>mount the right one, and all goes on by itself; or accept what is there now with &apos;shoal confirm --new-mount %1&apos;</source>
        <translation>montez le bon, et tout continue de lui-même ; ou acceptez ce qui est là maintenant avec « shoal confirm --new-mount %1 »</translation>
    </message>
    <message>
        <source>; until then nothing below it is synced, and nothing deleted</source>
        <translation> ; d’ici là, rien n’est synchronisé ni supprimé en dessous</translation>
    </message>
    <message>
        <source>&apos;shoal why&apos; names the directory, and what to do</source>
        <translation>« shoal why » nomme le répertoire, et ce qu’il y a à faire</translation>
    </message>
    <message>
        <source>rename or remove it</source>
        <translation>renommez-le ou retirez-le</translation>
    </message>
    <message>
        <source>it is tried again by itself; rename or remove what is not synced and has this name</source>
        <translation>un nouvel essai a lieu de lui-même ; renommez ou retirez ce qui n’est pas synchronisé et a ce nom</translation>
    </message>
    <message>
        <source>look at what is in it (perhaps ignored files) and remove it by hand</source>
        <translation>regardez ce qu’il contient (peut-être des fichiers ignorés) et retirez-le à la main</translation>
    </message>
    <message>
        <source>raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often</source>
        <translation>augmentez la limite, par exemple avec un fichier dans /etc/sysctl.d ; d’ici là, le dossier est parcouru plus souvent</translation>
    </message>
    <message>
        <source>raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the whole system is at sysctl fs.file-max</source>
        <translation>augmentez la limite : LimitNOFILE dans l’unité systemd, ou ulimit -n ; si elle est assez haute, tout le système est à sysctl fs.file-max</translation>
    </message>
    <message>
        <source>look into the system&apos;s log for the reason (a failing disk?) and mount it writable; all goes on by itself</source>
        <translation>cherchez la raison dans le journal du système (un disque défaillant ?) et montez-le en écriture ; tout continue de lui-même</translation>
    </message>
    <message>
        <source>set the clock of the device that is wrong</source>
        <translation>réglez l’horloge de l’appareil qui a tort</translation>
    </message>
    <message>
        <source>answer with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>répondez avec « shoal confirm %1 --keep » ou « --remove » ; le chemin d’un répertoire répond pour tout ce qui y est retenu</translation>
    </message>
    <message>
        <source>answer on a read-write device with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>répondez sur un appareil qui peut écrire avec « shoal confirm %1 --keep » ou « --remove » ; le chemin d’un répertoire répond pour tout ce qui y est retenu</translation>
    </message>
    <message>
        <source>mend .sync/IgnoreList, then restart</source>
        <translation>corrigez .sync/IgnoreList, puis redémarrez</translation>
    </message>
    <message>
        <source>mount the right disk; or answer with &apos;shoal confirm %1 --refill&apos; (fetch the missing files again from the peers) or &apos;--deleted-everywhere&apos; (it was meant)</source>
        <translation>montez le bon disque ; ou répondez avec « shoal confirm %1 --refill » (reprendre aux autres les fichiers manquants) ou « --deleted-everywhere » (c’était voulu)</translation>
    </message>
    <message>
        <source>delete it if nobody needs it; put it on a read-write device if it should be synced</source>
        <translation>supprimez-le si personne n’en a besoin ; mettez-le sur un appareil qui peut écrire s’il doit être synchronisé</translation>
    </message>
    <message>
        <source>check that another device with this secret is running and reachable</source>
        <translation>vérifiez qu’un autre appareil avec ce secret est en marche et joignable</translation>
    </message>
    <message>
        <source>wait, or see to it that a device that has it is connected</source>
        <translation>attendez, ou faites en sorte qu’un appareil qui l’a soit connecté</translation>
    </message>
    <message>
        <source>; &apos;%1&apos; has it</source>
        <translation> ; « %1 » l’a</translation>
    </message>
    <message>
        <source>put it back from an archive or a backup, or delete it on any device to end the wait</source>
        <translation>remettez-le depuis une archive ou une sauvegarde, ou supprimez-le sur n’importe quel appareil pour mettre fin à l’attente</translation>
    </message>
    <message>
        <source>see to it on that device</source>
        <translation>occupez-vous-en sur cet appareil-là</translation>
    </message>
    <message>
        <source>make the folder available: mount its disk, or move it back</source>
        <translation>rendez le dossier accessible : montez son disque, ou remettez-le à sa place</translation>
    </message>
    <message>
        <source>make room on the disk that is full, or raise the quota</source>
        <translation>faites de la place sur le disque plein, ou augmentez le quota</translation>
    </message>
    <message>
        <source>mount the disk writable that is read-only (a failing one becomes so; the system&apos;s log says it)</source>
        <translation>montez en écriture le disque qui est en lecture seule (un disque défaillant le devient ; le journal du système le dit)</translation>
    </message>
    <message>
        <source>let the user that shoald runs as read, enter and change what the message names (chown, chmod)</source>
        <translation>permettez à l’utilisateur sous lequel shoald tourne de lire, de traverser et de modifier ce que nomme le message (chown, chmod)</translation>
    </message>
    <message>
        <source>raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n</source>
        <translation>augmentez la limite de fichiers ouverts : LimitNOFILE dans l’unité systemd, ou ulimit -n</translation>
    </message>
    <message>
        <source>put right what the message names</source>
        <translation>corrigez ce que nomme le message</translation>
    </message>
    <message>
        <source>end the other program that uses it</source>
        <translation>arrêtez l’autre programme qui l’utilise</translation>
    </message>
    <message>
        <source>nothing: a damaged index is set aside, and the folder joined anew</source>
        <translation>rien : un index endommagé est mis de côté, et le dossier rejoint à nouveau</translation>
    </message>
    <message>
        <source>use a file system that can do this</source>
        <translation>utilisez un système de fichiers qui en est capable</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: a disk may be failing</source>
        <translation>regardez le journal du système : un disque est peut-être défaillant</translation>
    </message>
    <message>
        <source>; the folder is &apos;%1&apos;, and the index lies in storage_path, &apos;%2&apos;</source>
        <translation> ; le dossier est « %1 », et l’index se trouve dans storage_path, « %2 »</translation>
    </message>
    <message>
        <source>; it is tried again every 10 seconds</source>
        <translation> ; un nouvel essai a lieu toutes les 10 secondes</translation>
    </message>
    <message>
        <source>This file system cannot exchange two files: a file that a program saves by renaming in the very instant we replace it can be overwritten.</source>
        <translation>Ce système de fichiers ne peut pas échanger deux fichiers : un fichier qu’un programme enregistre par renommage à l’instant même où nous le remplaçons peut être écrasé.</translation>
    </message>
    <message>
        <source>This file system can neither exchange files nor make hard links: a file is absent for an instant while we replace it.</source>
        <translation>Ce système de fichiers ne peut ni échanger des fichiers ni créer des liens physiques : un fichier est absent un instant pendant que nous le remplaçons.</translation>
    </message>
    <message>
        <source>This file system can neither rename without replacing nor make hard links: new files cannot be put in place safely, so they are not.</source>
        <translation>Ce système de fichiers ne peut ni renommer sans remplacer ni créer des liens physiques : de nouveaux fichiers ne peuvent pas être mis en place sûrement, donc ils ne le sont pas.</translation>
    </message>
    <message>
        <source>We cannot learn whether somebody has a file open for writing: replaced files are kept for 60 quiet seconds in case somebody still writes to them.</source>
        <translation>Nous ne pouvons pas savoir si quelqu’un a un fichier ouvert en écriture : les fichiers remplacés sont gardés 60 secondes calmes au cas où quelqu’un y écrirait encore.</translation>
    </message>
    <message>
        <source>Files have no birth time here: a moved directory is taken for a deleted and a new one more often.</source>
        <translation>Les fichiers n’ont pas de date de création ici : un répertoire déplacé est plus souvent pris pour un supprimé et un nouveau.</translation>
    </message>
    <message>
        <source>Names that differ only in upper and lower case are the same here: one of two such files gets a suffix.</source>
        <translation>Les noms qui ne diffèrent que par les majuscules sont identiques ici : l’un de deux tels fichiers reçoit un suffixe.</translation>
    </message>
    <message>
        <source>Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix.</source>
        <translation>Les noms qui ne diffèrent que par le codage des accents sont identiques ici : l’un de deux tels fichiers reçoit un suffixe.</translation>
    </message>
    <message>
        <source>This file system refuses some names: such files get another name here.</source>
        <translation>Ce système de fichiers refuse certains noms : de tels fichiers reçoivent ici un autre nom.</translation>
    </message>
    <message>
        <source>This file system has no symbolic links: they are not made here.</source>
        <translation>Ce système de fichiers n’a pas de liens symboliques : ils ne sont pas créés ici.</translation>
    </message>
    <message>
        <source>This file system does not keep permissions: those of other devices are passed on but not set here.</source>
        <translation>Ce système de fichiers ne conserve pas les droits : ceux d’autres appareils sont transmis mais pas appliqués ici.</translation>
    </message>
    <message>
        <source>This file system does not keep extended attributes: those of other devices are passed on but not set here.</source>
        <translation>Ce système de fichiers ne conserve pas les attributs étendus : ceux d’autres appareils sont transmis mais pas appliqués ici.</translation>
    </message>
    <message>
        <source>File times are kept in whole seconds here: files changed within such a time are read again to be sure.</source>
        <translation>Les dates des fichiers sont ici en secondes entières : les fichiers modifiés dans un tel délai sont relus par sûreté.</translation>
    </message>
    <message>
        <source>the index of &apos;%1&apos; was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the disk of storage_path fails; the old index is kept there as &apos;%3&apos;, and may be removed</source>
        <translation>l’index de « %1 » était endommagé (%2) : le dossier a rejoint à nouveau, et rien n’a été supprimé ; vérifiez si le disque de storage_path est défaillant ; l’ancien index y est gardé sous « %3 » et peut être retiré</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: another one stands there than when its first scan was interrupted; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>le dossier « %1 » n’est pas dans l’état que connaît son index : un autre s’y trouve que lorsque son premier parcours a été interrompu ; le dossier a rejoint à nouveau, et rien n’a été supprimé ; l’ancien index est gardé dans storage_path sous « %2 » et peut être retiré</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: one of them was restored from a backup; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>le dossier « %1 » n’est pas dans l’état que connaît son index : l’un des deux a été restauré d’une sauvegarde ; le dossier a rejoint à nouveau, et rien n’a été supprimé ; l’ancien index est gardé dans storage_path sous « %2 » et peut être retiré</translation>
    </message>
    <message>
        <source>the storage_path of this device was copied or moved here from another place: &apos;%1&apos; goes on as a new author, so that nothing is numbered twice; if the original still runs, stop one of the two, remove device.key from its storage_path, and start it again</source>
        <translation>le storage_path de cet appareil a été copié ou déplacé ici depuis un autre endroit : « %1 » continue comme nouvel auteur, pour que rien ne soit numéroté deux fois ; si l’original tourne encore, arrêtez l’un des deux, retirez device.key de son storage_path, et redémarrez-le</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in &apos;%2&apos; was out of the way when the program or the machine stopped, and nothing tells any more where it belongs: look what is in it, and move it there or remove it</source>
        <translation>« %1 » dans « %2 » était mis de côté quand le programme ou la machine s’est arrêté, et plus rien ne dit où est sa place : regardez ce qu’il contient, et déplacez-le là ou retirez-le</translation>
    </message>
    <message>
        <source>the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as soon as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again</source>
        <translation>les appareils à %1 (%2) et %3 (%4) utilisent une même clé d’appareil : un storage_path a été copié ; chacun en prend une nouvelle dès que les deux se rencontrent ; s’ils ne le peuvent pas, arrêtez-en un, retirez device.key de son storage_path et redémarrez-le</translation>
    </message>
    <message>
        <source>the device at %1 (%2) uses the device key of this one: the storage_path was copied; each of the two takes a new key and goes on with it</source>
        <translation>l’appareil à %1 (%2) utilise la clé de celui-ci : le storage_path a été copié ; chacun des deux prend une nouvelle clé et continue avec elle</translation>
    </message>
    <message>
        <source>the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets</source>
        <translation>l’appareil à %1 se nomme %2 et ne partage rien avec celui-ci : s’il le devrait, comparez les secrets</translation>
    </message>
    <message>
        <source>a device at %1 knocks, which calls itself %2, but shares nothing with this one: if it should, compare the secrets</source>
        <translation>un appareil à %1 frappe, qui se nomme %2, mais ne partage rien avec celui-ci : s’il le devrait, comparez les secrets</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>l’horloge de %1 avance de %2 minutes sur celle d’ici : la synchronisation continue, mais de deux modifications simultanées la mauvaise peut l’emporter ; réglez les deux horloges (timedatectl set-ntp true)</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>l’horloge de %1 retarde de %2 minutes sur celle d’ici : la synchronisation continue, mais de deux modifications simultanées la mauvaise peut l’emporter ; réglez les deux horloges (timedatectl set-ntp true)</translation>
    </message>
    <message>
        <source>the device there (%1) shares nothing with this one: compare the secrets</source>
        <translation>l’appareil là-bas (%1) ne partage rien avec celui-ci : comparez les secrets</translation>
    </message>
    <message>
        <source>it broke the protocol, and is not let in for 10 minutes; the log says how</source>
        <translation>il a enfreint le protocole et n’est pas admis pendant 10 minutes ; le journal dit comment</translation>
    </message>
    <message>
        <source>the device &apos;%1&apos; (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal there; if it happens again, its disk or memory may be failing, or somebody altered its program: then take it off, and give the others a new secret</source>
        <translation>l’appareil « %1 » (%2) a enfreint le protocole et n’a pas été admis pendant 10 minutes : %3 ; mettez Shoal à jour là-bas ; si cela se reproduit, son disque ou sa mémoire est peut-être défaillant, ou quelqu’un a modifié son programme : retirez-le alors, et donnez aux autres un nouveau secret</translation>
    </message>
    <message>
        <source>the share has not answered: its disk is busy or does not respond</source>
        <translation>le partage n’a pas répondu : son disque est occupé ou ne répond pas</translation>
    </message>
    <message>
        <source>ask again in a moment</source>
        <translation>redemandez dans un instant</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 and %2</source>
        <comment>a duration, such as: 2 hours and 5 minutes</comment>
        <translation>%1 et %2</translation>
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
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
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
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::app::DesktopProgram</name>
    <message>
        <source>The engine of this program does not run: %1</source>
        <translation>Le moteur de ce programme ne fonctionne pas : %1</translation>
    </message>
</context>
<context>
    <name>shoal::app::ShownInstance</name>
    <message>
        <source>The instance at %1 cannot be shown: %2. This window shows the engine of this program; the menu lets you choose another instance.</source>
        <translation>L’instance à %1 ne peut pas être montrée : %2. Cette fenêtre montre le moteur de ce programme ; le menu permet d’en choisir une autre.</translation>
    </message>
</context>
<context>
    <name>shoal::models::ArchiveModel</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Replaced or deleted</source>
        <translation>Remplacé ou supprimé</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
</context>
<context>
    <name>shoal::models::ConflictModel</name>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>This version by</source>
        <comment>device that wrote the version that has the name</comment>
        <translation>Cette version de</translation>
    </message>
    <message>
        <source>That version by</source>
        <comment>device that wrote the version that was put beside it</comment>
        <translation>L’autre version de</translation>
    </message>
</context>
<context>
    <name>shoal::models::FolderReport</name>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>The path has to begin with a slash, for example /home/anna/Photos.</source>
        <translation>Le chemin doit commencer par une barre oblique, par exemple /home/anna/Photos.</translation>
    </message>
    <message>
        <source>This is the root of the whole file system. Choose a folder below it.</source>
        <translation>C’est la racine de tout le système de fichiers. Choisissez un dossier en dessous.</translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose a folder.</source>
        <translation>C’est un fichier, pas un dossier. Choisissez un dossier.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist. Create it first, or choose another place.</source>
        <translation>Le dossier %1 n’existe pas. Créez-le d’abord, ou choisissez un autre endroit.</translation>
    </message>
    <message>
        <source>This folder is shared already. A folder belongs to one share.</source>
        <translation>Ce dossier est déjà partagé. Un dossier appartient à un seul partage.</translation>
    </message>
    <message>
        <source>This folder lies inside the shared folder %1. Choose one outside of it.</source>
        <translation>Ce dossier est dans le dossier partagé %1. Choisissez-en un en dehors.</translation>
    </message>
    <message>
        <source>This folder contains the shared folder %1. Choose one outside of it.</source>
        <translation>Ce dossier contient le dossier partagé %1. Choisissez-en un en dehors.</translation>
    </message>
    <message>
        <source>You may not read this folder, so its files may not be synced. Check its permissions.</source>
        <translation>Vous n’avez pas le droit de lire ce dossier, ses fichiers ne seront peut-être pas synchronisés. Vérifiez ses droits.</translation>
    </message>
    <message>
        <source>You may not write to %1, so files of other devices may not arrive. Check its permissions.</source>
        <translation>Vous n’avez pas le droit d’écrire dans %1, les fichiers d’autres appareils n’arriveront peut-être pas. Vérifiez les droits.</translation>
    </message>
    <message>
        <source>The disk is read-only, so files of other devices cannot arrive here.</source>
        <translation>Le disque est en lecture seule, les fichiers d’autres appareils ne peuvent pas y arriver.</translation>
    </message>
    <message>
        <source>The disk is full: only %1 are free. Make room first, or choose another disk.</source>
        <translation>Le disque est plein : seuls %1 sont libres. Faites d’abord de la place, ou choisissez un autre disque.</translation>
    </message>
    <message>
        <source>The folder does not exist yet. It is created.</source>
        <translation>Le dossier n’existe pas encore. Il sera créé.</translation>
    </message>
    <message>
        <source>The folder is not empty. What is in it is synced too; of two files with one name, the newer one stays and the other goes to the archive.</source>
        <translation>Le dossier n’est pas vide. Ce qu’il contient est aussi synchronisé ; de deux fichiers du même nom, le plus récent reste et l’autre va dans l’archive.</translation>
    </message>
    <message>
        <source>The folder has been shared before. With the same secret it goes on where it was.</source>
        <translation>Le dossier a déjà été partagé. Avec le même secret, il reprend là où il en était.</translation>
    </message>
</context>
<context>
    <name>shoal::models::HistoryModel</name>
    <message>
        <source>%1, before: %2</source>
        <comment>new and old path of a file</comment>
        <translation>%1, avant : %2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Ajouté</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifié</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimé</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Déplacé</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflit</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauré</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivé</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>cet appareil</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Ce qui s’est passé</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Sur</translation>
    </message>
</context>
<context>
    <name>shoal::models::IgnorePreviewModel</name>
    <message>
        <source>Rule: %1</source>
        <translation>Règle : %1</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Synchronisé</translation>
    </message>
    <message>
        <source>Ignored, line %1</source>
        <translation>Ignoré, ligne %1</translation>
    </message>
    <message>
        <source>Ignored always</source>
        <translation>Toujours ignoré</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Fichier ou dossier</translation>
    </message>
    <message>
        <source>With these rules</source>
        <translation>Avec ces règles</translation>
    </message>
</context>
<context>
    <name>shoal::models::InstanceListModel</name>
    <message>
        <source>%1 (this program)</source>
        <translation>%1 (ce programme)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Appareil</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Partages</translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation>Socket de contrôle</translation>
    </message>
</context>
<context>
    <name>shoal::models::LimitPeriodsModel</name>
    <message>
        <source>Every day</source>
        <translation>Tous les jours</translation>
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
        <translation>Toute la journée</translation>
    </message>
    <message>
        <source>%1 – %2 on the next day</source>
        <comment>times</comment>
        <translation>%1 – %2 le lendemain</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>times</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Comme d’habitude</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Jours</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Réception</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envoi</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionTexts</name>
    <message>
        <source>Device &amp;name:</source>
        <translation>&amp;Nom de l’appareil :</translation>
    </message>
    <message>
        <source>How this device calls itself to others.</source>
        <translation>Comment cet appareil se nomme pour les autres.</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Port :</translation>
    </message>
    <message>
        <source>The TCP port that other devices connect to; 0: any free one.</source>
        <translation>Le port TCP auquel les autres appareils se connectent ; 0 : n’importe lequel de libre.</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>&amp;Recevoir au plus :</translation>
    </message>
    <message>
        <source>How fast to receive; 0: no limit.</source>
        <translation>Vitesse de réception ; 0 : sans limite.</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>&amp;Envoyer au plus :</translation>
    </message>
    <message>
        <source>How fast to send; 0: no limit.</source>
        <translation>Vitesse d’envoi ; 0 : sans limite.</translation>
    </message>
    <message>
        <source>&amp;Limits in the local network too</source>
        <translation>&amp;Limites aussi dans le réseau local</translation>
    </message>
    <message>
        <source>The limits hold in the local network, too.</source>
        <translation>Les limites valent aussi dans le réseau local.</translation>
    </message>
    <message>
        <source>Look through &amp;folders every:</source>
        <translation>Parcourir les &amp;dossiers toutes les :</translation>
    </message>
    <message>
        <source>How often to look through whole folders, in case that a change was missed; 0: only at the start.</source>
        <translation>À quelle fréquence parcourir les dossiers entiers, au cas où un changement aurait échappé ; 0 : au démarrage seulement.</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>&amp;Garder pendant :</translation>
    </message>
    <message>
        <source>How long replaced and deleted files stay in the archive; 0: for ever.</source>
        <translation>Combien de temps les fichiers remplacés et supprimés restent dans l’archive ; 0 : toujours.</translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation>Garder au &amp;plus :</translation>
    </message>
    <message>
        <source>How large the archive of a share may grow; 0: a tenth of the disk.</source>
        <translation>Jusqu’où l’archive d’un partage peut grandir ; 0 : un dixième du disque.</translation>
    </message>
    <message>
        <source>Files &amp;up to:</source>
        <translation>Fichiers &amp;jusqu’à :</translation>
    </message>
    <message>
        <source>Larger files do not go to the archive.</source>
        <translation>Les fichiers plus grands ne vont pas dans l’archive.</translation>
    </message>
    <message>
        <source>Leave fr&amp;ee on the disk:</source>
        <translation>Laisser &amp;libre sur le disque :</translation>
    </message>
    <message>
        <source>What files of other devices leave free on the disk.</source>
        <translation>Ce que les fichiers d’autres appareils laissent libre sur le disque.</translation>
    </message>
    <message>
        <source>Show &amp;absent devices for:</source>
        <translation>Montrer les appareils &amp;absents pendant :</translation>
    </message>
    <message>
        <source>How long devices are shown that are not connected any more.</source>
        <translation>Combien de temps sont montrés les appareils qui ne sont plus connectés.</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>&amp;Trouver les appareils du réseau local</translation>
    </message>
    <message>
        <source>Look for other devices of the share in the local network.</source>
        <translation>Chercher d’autres appareils du partage dans le réseau local.</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere:</source>
        <translation>Appareils &amp;ailleurs :</translation>
    </message>
    <message>
        <source>Devices to connect to, each host:port, with commas between.</source>
        <translation>Appareils auxquels se connecter, chacun hôte:port, séparés par des virgules.</translation>
    </message>
    <message>
        <source>&amp;Keep replaced and deleted files</source>
        <translation>&amp;Garder les fichiers remplacés et supprimés</translation>
    </message>
    <message>
        <source>What other devices replace or delete goes to the archive.</source>
        <translation>Ce que d’autres appareils remplacent ou suppriment va dans l’archive.</translation>
    </message>
    <message>
        <source>&amp;Undo what is changed here</source>
        <translation>&amp;Annuler ce qui est modifié ici</translation>
    </message>
    <message>
        <source>On a device that may only read: what is changed here is replaced by what the others have.</source>
        <translation>Sur un appareil qui ne peut que lire : ce qui est modifié ici est remplacé par ce que les autres ont.</translation>
    </message>
    <message>
        <source>&amp;Apply setuid and setgid</source>
        <translation>A&amp;ppliquer setuid et setgid</translation>
    </message>
    <message>
        <source>Files may get the rights of their owner when they are run. Needs root.</source>
        <translation>Des fichiers peuvent obtenir les droits de leur propriétaire à l’exécution. Il faut être root.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>jours</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>secondes</translation>
    </message>
    <message>
        <source>&amp;Weekly Plan</source>
        <translation>Plan &amp;hebdomadaire</translation>
    </message>
    <message>
        <source>Other limits at some times of the week.</source>
        <translation>D’autres limites à certains moments de la semaine.</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionsModel</name>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>Set in the config file %1, line %2. Change it there.</source>
        <translation>Fixé dans le fichier de configuration %1, ligne %2. Modifiez-le là.</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Option</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Par défaut</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Signification</translation>
    </message>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n période</numerusform>
            <numerusform>%n périodes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::models::PeerModel</name>
    <message>
        <source>In sync</source>
        <translation>Synchronisé</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Synchronisation</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Hors ligne depuis %1</translation>
    </message>
    <message>
        <source>Never met</source>
        <translation>Jamais rencontré</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Through a relay</source>
        <translation>Par un relais</translation>
    </message>
    <message>
        <source>Found in the local network</source>
        <translation>Trouvé dans le réseau local</translation>
    </message>
    <message>
        <source>Found at an address of known_hosts</source>
        <translation>Trouvé à une adresse de known_hosts</translation>
    </message>
    <message>
        <source>It has found this device</source>
        <translation>Il a trouvé cet appareil</translation>
    </message>
    <message>
        <source>Found by a relay</source>
        <translation>Trouvé par un relais</translation>
    </message>
    <message>
        <source>Found in the DHT</source>
        <translation>Trouvé dans la DHT</translation>
    </message>
    <message>
        <source>Direct, LAN</source>
        <translation>Directe, LAN</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Directe</translation>
    </message>
    <message>
        <source>Read-write</source>
        <translation>Lecture et écriture</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Lecture seule</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Adresse : %1</translation>
    </message>
    <message>
        <source>Sent %1, received %2 on this connection</source>
        <translation>Envoyé %1, reçu %2 par cette connexion</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Appareil</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Is missing</source>
        <translation>Il lui manque</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Reçoit</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envoie</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Droit</translation>
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
        <translation>Ajoutez au moins un serveur.</translation>
    </message>
    <message>
        <source>Add at least one folder.</source>
        <translation>Ajoutez au moins un dossier.</translation>
    </message>
    <message>
        <source>The ports have to be between 1 and %1.</source>
        <translation>Les ports doivent être entre 1 et %1.</translation>
    </message>
    <message>
        <source>Server %1: a name has letters, digits, points and dashes only, as in app01.</source>
        <translation>Serveur %1 : un nom n’a que des lettres, chiffres, points et tirets, comme app01.</translation>
    </message>
    <message>
        <source>Two servers are called %1.</source>
        <translation>Deux serveurs s’appellent %1.</translation>
    </message>
    <message>
        <source>Server %1: the address has to be a host name or an IP address without a port, as in app01.example.org or 192.0.2.7.</source>
        <translation>Serveur %1 : l’adresse doit être un nom d’hôte ou une adresse IP sans port, comme app01.example.org ou 192.0.2.7.</translation>
    </message>
    <message>
        <source>Two servers have the address %1.</source>
        <translation>Deux serveurs ont l’adresse %1.</translation>
    </message>
    <message>
        <source>Folder %1: a name has letters, digits and dashes only, as in www.</source>
        <translation>Dossier %1 : un nom n’a que des lettres, chiffres et tirets, comme www.</translation>
    </message>
    <message>
        <source>Two folders are called %1.</source>
        <translation>Deux dossiers s’appellent %1.</translation>
    </message>
    <message>
        <source>Folder %1: the path has to begin with a slash and lead below it, as in /data/www.</source>
        <translation>Dossier %1 : le chemin doit commencer par une barre oblique et mener plus bas, comme /data/www.</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a user.</source>
        <translation>Dossier %1 : ce n’est pas un nom d’utilisateur.</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a group.</source>
        <translation>Dossier %1 : ce n’est pas un nom de groupe.</translation>
    </message>
    <message>
        <source>Folder %1: Shoal keeps its own state in %2. Choose another folder.</source>
        <translation>Dossier %1 : Shoal garde son propre état dans %2. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Folder %1 overlaps with %2. A folder belongs to one share.</source>
        <translation>Le dossier %1 chevauche %2. Un dossier appartient à un seul partage.</translation>
    </message>
</context>
<context>
    <name>shoal::models::ProblemModel</name>
    <message>
        <source>The whole share</source>
        <translation>Tout le partage</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Why it is not in sync</source>
        <translation>Pourquoi ce n’est pas synchronisé</translation>
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
        <translation>Ces fichiers contiennent des secrets. Qui les a peut lire et modifier les dossiers partagés.

1. Copiez les fichiers de chaque serveur dans son /etc/shoal :

%1
2. Laissez root seul les lire, sur chaque serveur :

    chmod 600 /etc/shoal/*.conf

3. Laissez les autres serveurs atteindre les ports TCP %2 à %3.

4. Vérifiez et démarrez, sur chaque serveur :

    shoald --check-config /etc/shoal
    systemctl enable --now shoal
    shoal status

Supprimez ensuite ces fichiers ici.
</translation>
    </message>
</context>
<context>
    <name>shoal::models::ShareListModel</name>
    <message>
        <source>Syncing</source>
        <translation>Synchronisation</translation>
    </message>
    <message>
        <source>Waiting for a device that has %1</source>
        <translation>Attend un appareil qui a %1</translation>
    </message>
    <message>
        <source>Syncing, %1 left</source>
        <translation>Synchronisation, encore %1</translation>
    </message>
    <message>
        <source>Syncing, %1 to come</source>
        <translation>Synchronisation, %1 à venir</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problème</numerusform>
            <numerusform>%n problèmes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflit</numerusform>
            <numerusform>%n conflits</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>À jour</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>Aucun autre appareil n’est en ligne</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pause</translation>
    </message>
    <message>
        <source>Stopped: needs attention</source>
        <translation>Arrêté : attend une intervention</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>Parcourt le dossier</translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <comment>connected devices of a share, and all of them</comment>
        <translation>%1 sur %2 en ligne</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n en ligne</numerusform>
            <numerusform>%n en ligne</numerusform>
        </translation>
    </message>
    <message>
        <source>no other device yet</source>
        <translation>encore aucun autre appareil</translation>
    </message>
</context>
<context>
    <name>shoal::models::TransferModel</name>
    <message>
        <source>to %1</source>
        <translation>vers %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes transferred, size of the file</comment>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ArchivePane</name>
    <message>
        <source>Archive</source>
        <translation>Archive</translation>
    </message>
    <message>
        <source>The archive cannot be shown</source>
        <translation>L’archive ne peut pas être montrée</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>L’archive est vide</translation>
    </message>
    <message>
        <source>When a file is replaced or deleted by another device, its old version is kept here for a while.</source>
        <translation>Quand un autre appareil remplace ou supprime un fichier, son ancienne version est gardée ici un certain temps.</translation>
    </message>
    <message>
        <source>The archive has nothing with “%1” in its path.</source>
        <translation>L’archive n’a rien avec « %1 » dans son chemin.</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Restaurer sous</translation>
    </message>
    <message>
        <source>Path in the share:</source>
        <translation>Chemin dans le partage :</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Restored: %1</source>
        <translation>Restauré : %1</translation>
    </message>
    <message>
        <source>Search in paths</source>
        <translation>Chercher dans les chemins</translation>
    </message>
    <message>
        <source>Search in the archive</source>
        <translation>Chercher dans l’archive</translation>
    </message>
    <message>
        <source>Archived versions</source>
        <translation>Versions archivées</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Restaurer</translation>
    </message>
    <message>
        <source>Puts the version where it was; what is there now goes to the archive</source>
        <translation>Remet la version où elle était ; ce qui s’y trouve maintenant va dans l’archive</translation>
    </message>
    <message>
        <source>Restore &amp;as…</source>
        <translation>Restaurer &amp;sous…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConflictsPane</name>
    <message>
        <source>This file is not there any more.</source>
        <translation>Ce fichier n’existe plus.</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <translation>Dernière modification : %1</translation>
    </message>
    <message>
        <source>Written on %1</source>
        <comment>name of a device</comment>
        <translation>Écrit sur %1</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>Conflits (%1)</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Conflits</translation>
    </message>
    <message>
        <source>Conflicts cannot be shown</source>
        <translation>Les conflits ne peuvent pas être montrés</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>Aucun conflit</translation>
    </message>
    <message>
        <source>When a file is changed on two devices before they could tell each other, both versions are kept, and you choose here.</source>
        <translation>Quand un fichier est modifié sur deux appareils avant qu’ils ne se préviennent, les deux versions sont gardées, et vous choisissez ici.</translation>
    </message>
    <message>
        <source>There are more conflicts than are listed here.</source>
        <translation>Il y a plus de conflits qu’il n’en est listé ici.</translation>
    </message>
    <message>
        <source>This device may only read: choose on a device that may write.</source>
        <translation>Cet appareil ne peut que lire : choisissez sur un appareil qui peut écrire.</translation>
    </message>
    <message>
        <source>This version has the file’s name</source>
        <translation>Cette version a le nom du fichier</translation>
    </message>
    <message>
        <source>That version was put beside it</source>
        <translation>L’autre version a été placée à côté</translation>
    </message>
    <message>
        <source>Keep this version</source>
        <translation>Garder cette version</translation>
    </message>
    <message>
        <source>Keep that version</source>
        <translation>Garder l’autre version</translation>
    </message>
    <message>
        <source>Keep the version that has the name “%1”?</source>
        <translation>Garder la version qui s’appelle « %1 » ?</translation>
    </message>
    <message>
        <source>Give the version of %1 the name “%2”?</source>
        <translation>Donner à la version de %1 le nom « %2 » ?</translation>
    </message>
    <message>
        <source>The other version goes to the archive, on all devices.</source>
        <translation>L’autre version va dans l’archive, sur tous les appareils.</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>Garder celle-ci</translation>
    </message>
    <message>
        <source>Keep that</source>
        <translation>Garder l’autre</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Keep &amp;this</source>
        <translation>Garder &amp;celle-ci</translation>
    </message>
    <message>
        <source>Keep t&amp;hat</source>
        <translation>Garder l’&amp;autre</translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation>Garder les &amp;deux</translation>
    </message>
    <message>
        <source>The copy gets an ordinary name with the device and the date in it</source>
        <translation>La copie reçoit un nom ordinaire avec l’appareil et la date</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConnectionFields</name>
    <message>
        <source>A device is given by its host and port, as in app01.example.org:44444 or 192.0.2.7:44444; commas separate several.</source>
        <translation>Un appareil se donne par son hôte et son port, comme app01.example.org:44444 ou 192.0.2.7:44444 ; des virgules en séparent plusieurs.</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>&amp;Trouver les appareils du réseau local</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere, if there are any (host:port):</source>
        <translation>&amp;Appareils ailleurs, s’il y en a (hôte:port) :</translation>
    </message>
</context>
<context>
    <name>shoal::ui::CreatePage</name>
    <message>
        <source>The share is called like its folder.</source>
        <translation>Le partage s’appelle comme son dossier.</translation>
    </message>
    <message>
        <source>The share is called “%1”, like its folder.</source>
        <translation>Le partage s’appelle « %1 », comme son dossier.</translation>
    </message>
    <message>
        <source>Create a Share</source>
        <translation>Créer un partage</translation>
    </message>
    <message>
        <source>Which folder is to be kept identical on several devices?</source>
        <translation>Quel dossier doit rester identique sur plusieurs appareils ?</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>&amp;Dossier :</translation>
    </message>
</context>
<context>
    <name>shoal::ui::FolderField</name>
    <message>
        <source>Choose a Folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Parcourir…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
</context>
<context>
    <name>shoal::ui::HistoryPane</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation>L’historique ne peut pas être montré</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Rien ne s’est encore passé</translation>
    </message>
    <message>
        <source>What is added, changed, moved or deleted here or on other devices appears here.</source>
        <translation>Ce qui est ajouté, modifié, déplacé ou supprimé ici ou sur d’autres appareils apparaît ici.</translation>
    </message>
    <message>
        <source>Nothing with “%1” in its path has happened to a file.</source>
        <translation>Rien n’est arrivé à un fichier avec « %1 » dans son chemin.</translation>
    </message>
    <message>
        <source>Search in paths and devices</source>
        <translation>Chercher dans les chemins et appareils</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>Chercher dans l’historique</translation>
    </message>
    <message>
        <source>What happened in this share</source>
        <translation>Ce qui s’est passé dans ce partage</translation>
    </message>
</context>
<context>
    <name>shoal::ui::IgnorePane</name>
    <message>
        <source>Ignored files *</source>
        <translation>Fichiers ignorés *</translation>
    </message>
    <message>
        <source>Ignored files</source>
        <translation>Fichiers ignorés</translation>
    </message>
    <message>
        <source>The changed rules of “%1” are not saved.</source>
        <translation>Les règles modifiées de « %1 » ne sont pas enregistrées.</translation>
    </message>
    <message>
        <source>Cancel takes you back to them.</source>
        <translation>Annuler vous y ramène.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Abandonner les modifications</translation>
    </message>
    <message>
        <source>Not saved yet. The preview shows what the rules would do.</source>
        <translation>Pas encore enregistré. L’aperçu montre ce que feraient les règles.</translation>
    </message>
    <message>
        <source>Files that a rule matches are neither sent nor received. What other devices have stays there.</source>
        <translation>Les fichiers qui répondent à une règle ne sont ni envoyés ni reçus. Ce qu’en ont d’autres appareils y reste.</translation>
    </message>
    <message>
        <source>&amp;Rules, one a line:</source>
        <translation>&amp;Règles, une par ligne :</translation>
    </message>
    <message>
        <source># For example:
*.tmp
/cache/
**/node_modules/</source>
        <translation># Par exemple :
*.tmp
/cache/
**/node_modules/</translation>
    </message>
    <message>
        <source>&amp;What they do:</source>
        <translation>&amp;Ce qu’elles font :</translation>
    </message>
    <message>
        <source>What the rules do to files of this folder</source>
        <translation>Ce que font les règles aux fichiers de ce dossier</translation>
    </message>
    <message>
        <source>No files to try the rules on</source>
        <translation>Aucun fichier pour essayer les règles</translation>
    </message>
    <message>
        <source>The folder is empty or cannot be read. Type a path below to try one.</source>
        <translation>Le dossier est vide ou ne peut pas être lu. Tapez un chemin ci-dessous pour l’essayer.</translation>
    </message>
    <message>
        <source>Try a &amp;path:</source>
        <translation>Essayer un &amp;chemin :</translation>
    </message>
    <message>
        <source>Path in the share; Enter adds it</source>
        <translation>Chemin dans le partage ; Entrée l’ajoute</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Enregistrer</translation>
    </message>
</context>
<context>
    <name>shoal::ui::InstanceChooser</name>
    <message>
        <source>Choose an instance</source>
        <translation>Choisir une instance</translation>
    </message>
    <message>
        <source>This window can show the engine of this program, or a daemon (shoald) that runs on this machine and lets you connect. The engine of this program goes on either way.</source>
        <translation>Cette fenêtre peut montrer le moteur de ce programme, ou un service (shoald) qui tourne sur cette machine et auquel vous pouvez vous connecter. Le moteur de ce programme continue dans les deux cas.</translation>
    </message>
    <message>
        <source>Running instances</source>
        <translation>Instances en marche</translation>
    </message>
    <message>
        <source>No instance is running that you may connect to</source>
        <translation>Aucune instance à laquelle vous pourriez vous connecter n’est en marche</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Montrer</translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation>&amp;Chercher encore</translation>
    </message>
</context>
<context>
    <name>shoal::ui::JoinPage</name>
    <message>
        <source>A read-write secret: what is changed here is changed on all devices of the share.</source>
        <translation>Un secret de lecture et d’écriture : ce qui est modifié ici l’est sur tous les appareils du partage.</translation>
    </message>
    <message>
        <source>A read-only secret: this device receives everything; what is changed here stays here.</source>
        <translation>Un secret de lecture seule : cet appareil reçoit tout ; ce qui est modifié ici reste ici.</translation>
    </message>
    <message>
        <source>Join a Share</source>
        <translation>Rejoindre un partage</translation>
    </message>
    <message>
        <source>Paste the secret or the link, and choose where the files are to be.</source>
        <translation>Collez le secret ou le lien, et choisissez où seront les fichiers.</translation>
    </message>
    <message>
        <source>&amp;Secret or link:</source>
        <translation>&amp;Secret ou lien :</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>&amp;Dossier :</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MainWindow</name>
    <message>
        <source>Resume all</source>
        <translation>Tout reprendre</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Tout mettre en pause</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Reçoit %1, envoie %2</translation>
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
        <translation>Il n’y a pas de connexion à l’instance</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Démarrage…</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>Aucun dossier n’est encore partagé</translation>
    </message>
    <message>
        <source>Choose a folder to share, or join one with the secret or the link of another device. Everything in it is then kept the same on all devices that have the secret.</source>
        <translation>Choisissez un dossier à partager, ou rejoignez-en un avec le secret ou le lien d’un autre appareil. Tout ce qu’il contient reste alors identique sur tous les appareils qui ont le secret.</translation>
    </message>
    <message>
        <source>&amp;Add a share…</source>
        <translation>&amp;Ajouter un partage…</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Partages</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>&amp;Ajouter un partage…</translation>
    </message>
    <message>
        <source>Share a folder, or join a share of another device</source>
        <translation>Partager un dossier, ou rejoindre le partage d’un autre appareil</translation>
    </message>
    <message>
        <source>P&amp;references</source>
        <translation>P&amp;références</translation>
    </message>
    <message>
        <source>Choose another &amp;instance…</source>
        <translation>Choisir une autre &amp;instance…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Outils</translation>
    </message>
    <message>
        <source>Save a support &amp;bundle…</source>
        <translation>Enregistrer un &amp;paquet d’assistance…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Fermer ce message</translation>
    </message>
</context>
<context>
    <name>shoal::ui::NewSharePage</name>
    <message>
        <source>The Secrets of “%1”</source>
        <translation>Les secrets de « %1 »</translation>
    </message>
    <message>
        <source>A device joins the share with one of its two secrets.</source>
        <translation>Un appareil rejoint le partage avec l’un de ses deux secrets.</translation>
    </message>
    <message>
        <source>With “Finish”, the folder is shared. Then join it on the other devices with a secret. You find the secrets again in the menu of the share.</source>
        <translation>Avec « Terminer », le dossier est partagé. Rejoignez-le ensuite sur les autres appareils avec un secret. Vous retrouvez les secrets dans le menu du partage.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Notifications</name>
    <message>
        <source>“%1” has stopped: %2</source>
        <translation>« %1 » s’est arrêté : %2</translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n problem(s).</source>
        <translation>
            <numerusform>« %1 » a %n problème.</numerusform>
            <numerusform>« %1 » a %n problèmes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n conflict(s).</source>
        <translation>
            <numerusform>« %1 » a %n conflit.</numerusform>
            <numerusform>« %1 » a %n conflits.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is a new device of “%2”.</source>
        <translation>« %1 » est un nouvel appareil de « %2 ».</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Et %n autre.</numerusform>
            <numerusform>Et %n autres.</numerusform>
        </translation>
    </message>
    <message>
        <source>New device</source>
        <translation>Nouvel appareil</translation>
    </message>
    <message>
        <source>Shoal needs your attention</source>
        <translation>Shoal demande votre attention</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionDelegate</name>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionTable</name>
    <message>
        <source>Choose an option to read what it means.</source>
        <translation>Choisissez une option pour lire ce qu’elle signifie.</translation>
    </message>
    <message>
        <source>Search options</source>
        <translation>Chercher des options</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>&amp;Reset to Default</source>
        <translation>&amp;Rétablir la valeur par défaut</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OverviewPane</name>
    <message>
        <source>Overview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>content of a share: files, folders</comment>
        <translation>%1 dans %2</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n dossier</numerusform>
            <numerusform>%n dossiers</numerusform>
        </translation>
    </message>
    <message>
        <source>Read-write: changes made here go to all devices</source>
        <translation>Lecture et écriture : ce qui est modifié ici va à tous les appareils</translation>
    </message>
    <message>
        <source>Read-only: changes made here stay here</source>
        <translation>Lecture seule : ce qui est modifié ici reste ici</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vide</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>État :</translation>
    </message>
    <message>
        <source>Progress:</source>
        <translation>Progression :</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Content:</source>
        <translation>Contenu :</translation>
    </message>
    <message>
        <source>Devices:</source>
        <translation>Appareils :</translation>
    </message>
    <message>
        <source>Permission:</source>
        <translation>Droit :</translation>
    </message>
    <message>
        <source>Archive:</source>
        <translation>Archive :</translation>
    </message>
    <message>
        <source>Good to know:</source>
        <translation>Bon à savoir :</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeersPane</name>
    <message>
        <source>Devices (%1)</source>
        <translation>Appareils (%1)</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Appareils</translation>
    </message>
    <message>
        <source>The share is paused</source>
        <translation>Le partage est en pause</translation>
    </message>
    <message>
        <source>Nobody is connected until it is resumed.</source>
        <translation>Personne n’est connecté jusqu’à la reprise.</translation>
    </message>
    <message>
        <source>No other device has this share yet</source>
        <translation>Aucun autre appareil n’a encore ce partage</translation>
    </message>
    <message>
        <source>Give its secret to another device: there, choose to join a share. Devices of the same local network find each other by themselves.</source>
        <translation>Donnez son secret à un autre appareil : choisissez-y de rejoindre un partage. Les appareils d’un même réseau local se trouvent d’eux-mêmes.</translation>
    </message>
    <message>
        <source>Share with a device…</source>
        <translation>Partager avec un appareil…</translation>
    </message>
    <message>
        <source>Devices of this share</source>
        <translation>Appareils de ce partage</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeriodDialog</name>
    <message>
        <source>Choose at least one day.</source>
        <translation>Choisissez au moins un jour.</translation>
    </message>
    <message>
        <source>It begins on these days and ends on the next one.</source>
        <translation>Elle commence ces jours-là et se termine le lendemain.</translation>
    </message>
    <message>
        <source>It ends at midnight.</source>
        <translation>Elle se termine à minuit.</translation>
    </message>
    <message>
        <source>Add a Period</source>
        <translation>Ajouter une période</translation>
    </message>
    <message>
        <source>Change a Period</source>
        <translation>Modifier une période</translation>
    </message>
    <message>
        <source>Days:</source>
        <translation>Jours :</translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation>&amp;De :</translation>
    </message>
    <message>
        <source>&amp;to:</source>
        <translation>&amp;à :</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>&amp;Recevoir au plus :</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>&amp;Envoyer au plus :</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sans limite</translation>
    </message>
    <message>
        <source>A limit that is not chosen here stays as it is at other times; 0 takes it away.</source>
        <translation>Une limite qui n’est pas choisie ici reste la même qu’aux autres moments ; 0 la supprime.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Preferences</name>
    <message>
        <source>It is an option of each share, and there is no share yet.</source>
        <translation>C’est une option de chaque partage, et il n’y en a pas encore.</translation>
    </message>
    <message numerus="yes">
        <source>It holds for all shares but %n that the config file sets.</source>
        <translation>
            <numerusform>Vaut pour tous les partages sauf %n que fixe le fichier de configuration.</numerusform>
            <numerusform>Vaut pour tous les partages sauf %n que fixe le fichier de configuration.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds for all shares. Each of them can differ in its own options.</source>
        <translation>Vaut pour tous les partages. Chacun peut différer dans ses propres options.</translation>
    </message>
    <message>
        <source>Takes effect at the next start: %1</source>
        <translation>Prend effet au prochain démarrage : %1</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Préférences</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;Général</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Réseau</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archive</translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation>A&amp;vancé</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Langue :</translation>
    </message>
    <message>
        <source>&amp;Start at login</source>
        <translation>Démarrer à l’&amp;ouverture de session</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>&amp;Trouver les appareils du réseau local</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ProblemsPane</name>
    <message>
        <source>If a disk is not mounted, mount it. Otherwise say whether the files are to be fetched again from the other devices, or were meant to be deleted.</source>
        <translation>Si un disque n’est pas monté, montez-le. Sinon, dites si les fichiers doivent être repris des autres appareils, ou devaient être supprimés.</translation>
    </message>
    <message>
        <source>Mount the right file system, and all goes on by itself; or accept what is mounted there now.</source>
        <translation>Montez le bon système de fichiers, et tout reprend de soi-même ; ou acceptez ce qui y est monté maintenant.</translation>
    </message>
    <message>
        <source>Say whether it is to be kept, or is gone for good.</source>
        <translation>Dites s’il faut le garder, ou s’il a disparu pour de bon.</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Problèmes (%1)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problèmes</translation>
    </message>
    <message>
        <source>Problems cannot be shown</source>
        <translation>Les problèmes ne peuvent pas être montrés</translation>
    </message>
    <message>
        <source>Everything is in sync</source>
        <translation>Tout est synchronisé</translation>
    </message>
    <message>
        <source>Whatever keeps a file from being synced is listed here, with the reason and what to do about it.</source>
        <translation>Ce qui empêche un fichier d’être synchronisé est listé ici, avec la raison et ce qu’il faut faire.</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>Parcourir encore le dossier</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation>Que faire : %1</translation>
    </message>
    <message>
        <source>Delete on all devices…</source>
        <translation>Supprimer sur tous les appareils…</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Accept this file system…</source>
        <translation>Accepter ce système de fichiers…</translation>
    </message>
    <message>
        <source>Another file system</source>
        <translation>Un autre système de fichiers</translation>
    </message>
    <message>
        <source>Is the file system at “%1” the right one?</source>
        <translation>Le système de fichiers à « %1 » est-il le bon ?</translation>
    </message>
    <message>
        <source>What is missing in it is then deleted on all devices; they keep it in their archives.</source>
        <translation>Ce qui y manque est alors supprimé sur tous les appareils ; ils le gardent dans leurs archives.</translation>
    </message>
    <message>
        <source>Accept it</source>
        <translation>L’accepter</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove “%1” on all devices?</source>
        <translation>Retirer « %1 » sur tous les appareils ?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Regarder encore</translation>
    </message>
    <message>
        <source>Delete on all devices</source>
        <translation>Supprimer sur tous les appareils</translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n missing file(s) on all devices?</source>
        <translation>
            <numerusform>Supprimer le fichier manquant sur tous les appareils ?</numerusform>
            <numerusform>Supprimer les %n fichiers manquants sur tous les appareils ?</numerusform>
        </translation>
    </message>
    <message>
        <source>The other devices keep them in their archives for a while.</source>
        <translation>Les autres appareils les gardent un certain temps dans leurs archives.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)</source>
        <translation>
            <numerusform>Supprimer %n fichier</numerusform>
            <numerusform>Supprimer %n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not in sync</source>
        <translation>Ce qui n’est pas synchronisé</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RateChart</name>
    <message>
        <source>Rates of the last five minutes</source>
        <translation>Débits des cinq dernières minutes</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Reçoit %1, envoie %2</translation>
    </message>
    <message>
        <source>Receiving %1</source>
        <translation>Reçoit %1</translation>
    </message>
    <message>
        <source>Sending %1</source>
        <translation>Envoie %1</translation>
    </message>
    <message>
        <source>5 minutes ago</source>
        <translation>il y a 5 minutes</translation>
    </message>
    <message>
        <source>now</source>
        <translation>maintenant</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RotateDialog</name>
    <message>
        <source>A read-write secret.</source>
        <translation>Un secret de lecture et d’écriture.</translation>
    </message>
    <message>
        <source>A read-only secret: this device may not change anything any more.</source>
        <translation>Un secret de lecture seule : cet appareil ne pourra plus rien modifier.</translation>
    </message>
    <message>
        <source>Change the Secret</source>
        <translation>Changer le secret</translation>
    </message>
    <message>
        <source>The folder goes on under another secret. Whoever has the old one is out: devices that shall go on need the new secret, too. Files stay where they are, here and on the other devices, and what people have received so far they keep. This cannot be undone.</source>
        <translation>Le dossier continue avec un autre secret. Qui a l’ancien est dehors : les appareils qui doivent continuer ont aussi besoin du nouveau. Les fichiers restent où ils sont, ici et sur les autres appareils, et chacun garde ce qu’il a reçu jusqu’ici. Cela ne peut pas être annulé.</translation>
    </message>
    <message>
        <source>&amp;Make a new secret</source>
        <translation>Créer un &amp;nouveau secret</translation>
    </message>
    <message>
        <source>&amp;Take over the new secret of another device:</source>
        <translation>&amp;Prendre le nouveau secret d’un autre appareil :</translation>
    </message>
    <message>
        <source>Secret of the other device</source>
        <translation>Secret de l’autre appareil</translation>
    </message>
    <message>
        <source>&amp;Change the Secret</source>
        <translation>&amp;Changer le secret</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SearchedTable</name>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SecretRow</name>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Cacher</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Montrer</translation>
    </message>
    <message>
        <source>Read-&amp;write secret</source>
        <translation>Secret de lecture et d’&amp;écriture</translation>
    </message>
    <message>
        <source>Read-&amp;only secret</source>
        <translation>Secret de &amp;lecture seule</translation>
    </message>
    <message>
        <source>Whoever has it can read, change and delete everything in this folder. Give it to your own devices, and to people you trust with the files.</source>
        <translation>Qui l’a peut lire, modifier et supprimer tout dans ce dossier. Donnez-le à vos propres appareils et à des gens à qui vous confiez les fichiers.</translation>
    </message>
    <message>
        <source>Whoever has it receives everything in this folder and can change nothing of it on other devices.</source>
        <translation>Qui l’a reçoit tout ce dossier et n’en peut rien modifier sur d’autres appareils.</translation>
    </message>
    <message>
        <source>Read-write secret</source>
        <translation>Secret de lecture et d’écriture</translation>
    </message>
    <message>
        <source>Read-only secret</source>
        <translation>Secret de lecture seule</translation>
    </message>
    <message>
        <source>Shows the secret, so that it can be copied</source>
        <translation>Montre le secret pour qu’il puisse être copié</translation>
    </message>
    <message>
        <source>Show the read-write secret</source>
        <translation>Montrer le secret de lecture et d’écriture</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>Co&amp;pier</translation>
    </message>
    <message>
        <source>Copy the read-write secret</source>
        <translation>Copier le secret de lecture et d’écriture</translation>
    </message>
    <message>
        <source>Copy the read-only secret</source>
        <translation>Copier le secret de lecture seule</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersDonePage</name>
    <message>
        <source>The Files Are Ready</source>
        <translation>Les fichiers sont prêts</translation>
    </message>
    <message>
        <source>Copy them to the servers, and start Shoal there.</source>
        <translation>Copiez-les sur les serveurs et démarrez-y Shoal.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Écrit : %1</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>&amp;Next steps:</source>
        <translation>&amp;Étapes suivantes :</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersPage</name>
    <message>
        <source>Set up Servers</source>
        <translation>Préparer des serveurs</translation>
    </message>
    <message>
        <source>Each server gets one configuration file for each folder, which names all others.</source>
        <translation>Chaque serveur reçoit pour chaque dossier un fichier de configuration, qui nomme tous les autres.</translation>
    </message>
    <message>
        <source>Ser&amp;vers:</source>
        <translation>Ser&amp;veurs :</translation>
    </message>
    <message>
        <source>Fol&amp;ders that they share, and the users whom the files belong to:</source>
        <translation>&amp;Dossiers qu’ils partagent, et utilisateurs à qui appartiennent les fichiers :</translation>
    </message>
    <message>
        <source>First TCP &amp;port (one for each folder):</source>
        <translation>Premier &amp;port TCP (un par dossier) :</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Serveurs</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>&amp;Add Server</source>
        <translation>&amp;Ajouter un serveur</translation>
    </message>
    <message>
        <source>&amp;Remove Server</source>
        <translation>&amp;Retirer le serveur</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Dossiers</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Utilisateur</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Groupe</translation>
    </message>
    <message>
        <source>Add &amp;Folder</source>
        <translation>Ajouter un &amp;dossier</translation>
    </message>
    <message>
        <source>Re&amp;move Folder</source>
        <translation>Re&amp;tirer le dossier</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersTargetPage</name>
    <message>
        <source>Where to Write the Files</source>
        <translation>Où écrire les fichiers</translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation>Archives (%1)</translation>
    </message>
    <message>
        <source>Write the Files</source>
        <translation>Écrire les fichiers</translation>
    </message>
    <message>
        <source>Each server gets a folder with what belongs into /etc/shoal there.</source>
        <translation>Chaque serveur reçoit un dossier avec ce qui va dans son /etc/shoal.</translation>
    </message>
    <message>
        <source>&amp;Write as:</source>
        <translation>&amp;Écrire comme :</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation>Archive zip</translation>
    </message>
    <message>
        <source>Tar archive, compressed</source>
        <translation>Archive tar, compressée</translation>
    </message>
    <message>
        <source>&amp;Path:</source>
        <translation>&amp;Chemin :</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Parcourir…</translation>
    </message>
    <message>
        <source>The files hold new read-write secrets, so only you can read them. Files that are there already are not replaced.</source>
        <translation>Les fichiers contiennent de nouveaux secrets de lecture et d’écriture, vous seul pouvez donc les lire. Les fichiers qui existent déjà ne sont pas remplacés.</translation>
    </message>
    <message>
        <source>&amp;Write Files</source>
        <translation>&amp;Écrire les fichiers</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareDialog</name>
    <message>
        <source>The link is copied.</source>
        <translation>Le lien est copié.</translation>
    </message>
    <message>
        <source>Show the read-write secret first.</source>
        <translation>Montrez d’abord le secret de lecture et d’écriture.</translation>
    </message>
    <message>
        <source>Scan the code, or send the link over a way that nobody else can read. It opens Shoal on the other device. The file holds the secret, and only you can read it.</source>
        <translation>Scannez le code, ou envoyez le lien par une voie que personne d’autre ne peut lire. Il ouvre Shoal sur l’autre appareil. Le fichier contient le secret, et vous seul pouvez le lire.</translation>
    </message>
    <message>
        <source>Save the Secret</source>
        <translation>Enregistrer le secret</translation>
    </message>
    <message>
        <source>The secret is saved in %1.</source>
        <translation>Le secret est enregistré dans %1.</translation>
    </message>
    <message>
        <source>The share has a new secret. Its other devices need it, too.</source>
        <translation>Le partage a un nouveau secret. Ses autres appareils en ont aussi besoin.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <translation>Partager « %1 »</translation>
    </message>
    <message>
        <source>Share %1 with other devices</source>
        <translation>Partager %1 avec d’autres appareils</translation>
    </message>
    <message>
        <source>&amp;Link and code for:</source>
        <translation>&amp;Lien et code pour :</translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation>Lire seulement</translation>
    </message>
    <message>
        <source>Reading and writing</source>
        <translation>Lire et écrire</translation>
    </message>
    <message>
        <source>QR code of the link</source>
        <translation>Code QR du lien</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>Copier le &amp;lien</translation>
    </message>
    <message>
        <source>&amp;Save as File…</source>
        <translation>&amp;Enregistrer en fichier…</translation>
    </message>
    <message>
        <source>Change the Se&amp;cret…</source>
        <translation>Changer le se&amp;cret…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareOptionsDialog</name>
    <message>
        <source>Options of “%1”</source>
        <translation>Options de « %1 »</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SharePage</name>
    <message>
        <source>Re&amp;sume</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>A config file names this share; take it out there</source>
        <translation>Un fichier de configuration nomme ce partage ; retirez-le là</translation>
    </message>
    <message>
        <source>Remove share</source>
        <translation>Retirer le partage</translation>
    </message>
    <message>
        <source>Stop syncing “%1” on this device?</source>
        <translation>Ne plus synchroniser « %1 » sur cet appareil ?</translation>
    </message>
    <message>
        <source>The folder and its files stay where they are, here and on the other devices.</source>
        <translation>Le dossier et ses fichiers restent où ils sont, ici et sur les autres appareils.</translation>
    </message>
    <message>
        <source>Stop syncing</source>
        <translation>Ne plus synchroniser</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation>&amp;Partager…</translation>
    </message>
    <message>
        <source>Show the secret, so that another device can join</source>
        <translation>Montrer le secret, pour qu’un autre appareil puisse rejoindre</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>More to do with this share</source>
        <translation>Autres actions pour ce partage</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>Parcourir encore le dossier</translation>
    </message>
    <message>
        <source>Stop syncing on this device…</source>
        <translation>Ne plus synchroniser sur cet appareil…</translation>
    </message>
    <message>
        <source>Pages of this share</source>
        <translation>Pages de ce partage</translation>
    </message>
    <message>
        <source>Options of this share…</source>
        <translation>Options de ce partage…</translation>
    </message>
    <message>
        <source>Export a snapshot…</source>
        <translation>Exporter un instantané…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareWizard</name>
    <message>
        <source>Add a Share</source>
        <translation>Ajouter un partage</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SnapshotDialog</name>
    <message>
        <source>Export a Snapshot</source>
        <translation>Exporter un instantané</translation>
    </message>
    <message>
        <source>Tar archive, compressed (*.tar.zst)</source>
        <translation>Archive tar, compressée (*.tar.zst)</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Archive zip (*.zip)</translation>
    </message>
    <message>
        <source>%1 of %2, %3 of %4</source>
        <translation>%1 sur %2, %3 sur %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln fichier</numerusform>
            <numerusform>%Ln fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Écrit : %1</translation>
    </message>
    <message numerus="yes">
        <source>Written: %1. %n entries are not in it:</source>
        <translation>
            <numerusform>Écrit : %1. %n entrée n’y est pas :</numerusform>
            <numerusform>Écrit : %1. %n entrées n’y sont pas :</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Annulé. Rien n’a été écrit.</translation>
    </message>
    <message>
        <source>Snapshot of “%1”</source>
        <translation>Instantané de « %1 »</translation>
    </message>
    <message>
        <source>Exports all files of %1 into an archive, while others may go on working in it. Each file is in it as it was at one moment. The archive of replaced files is not part of it.</source>
        <translation>Exporte tous les fichiers de %1 dans une archive, pendant que d’autres peuvent y travailler. Chaque fichier y est tel qu’il était à un moment. L’archive des fichiers remplacés n’en fait pas partie.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>What is not in the snapshot</source>
        <translation>Ce qui n’est pas dans l’instantané</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Enregistrer…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Annuler</translation>
    </message>
</context>
<context>
    <name>shoal::ui::StartPage</name>
    <message>
        <source>Add a Share</source>
        <translation>Ajouter un partage</translation>
    </message>
    <message>
        <source>A share is a folder that is kept identical on several devices.</source>
        <translation>Un partage est un dossier qui reste identique sur plusieurs appareils.</translation>
    </message>
    <message>
        <source>&amp;Create a new share</source>
        <translation>&amp;Créer un nouveau partage</translation>
    </message>
    <message>
        <source>&amp;Join a share</source>
        <translation>&amp;Rejoindre un partage</translation>
    </message>
    <message>
        <source>Set up &amp;servers</source>
        <translation>Préparer des &amp;serveurs</translation>
    </message>
    <message>
        <source>Choose a folder of this computer. You get the secrets that other devices need to join it.</source>
        <translation>Choisissez un dossier de cet ordinateur. Vous obtenez les secrets dont les autres appareils ont besoin pour le rejoindre.</translation>
    </message>
    <message>
        <source>Somebody gave you a secret or a link, or you have it from another device of yours.</source>
        <translation>Quelqu’un vous a donné un secret ou un lien, ou vous l’avez d’un autre de vos appareils.</translation>
    </message>
    <message>
        <source>Write the configuration of servers that keep the same folders, ready to be copied to them.</source>
        <translation>Écrire la configuration de serveurs qui gardent les mêmes dossiers, prête à être copiée.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SupportDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>Écrit : %1</translation>
    </message>
    <message>
        <source>Save the Support Bundle</source>
        <translation>Enregistrer le paquet d’assistance</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Archives zip (*.zip)</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>Collecte…</translation>
    </message>
    <message>
        <source>Support Bundle</source>
        <translation>Paquet d’assistance</translation>
    </message>
    <message>
        <source>A support bundle is a zip file for somebody who helps you to find out what is wrong. It holds the logs, the configuration, the state of all shares and the versions of the programs. Secrets and passwords are removed; names of files, folders and devices are not. Nothing is sent anywhere, and only you can read the file.</source>
        <translation>Un paquet d’assistance est un fichier zip pour quelqu’un qui vous aide à trouver ce qui ne va pas. Il contient les journaux, la configuration, l’état de tous les partages et les versions des programmes. Les secrets et mots de passe sont retirés, pas les noms de fichiers, de dossiers et d’appareils. Rien n’est envoyé nulle part, et vous seul pouvez lire le fichier.</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Enregistrer…</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>&amp;Ouvrir le dossier</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TransfersPane</name>
    <message>
        <source>Transfers</source>
        <translation>Transferts</translation>
    </message>
    <message>
        <source>Still to begin: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>Encore à commencer : %1, %2</translation>
    </message>
    <message>
        <source>Nothing is transferred</source>
        <translation>Rien n’est transféré</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>Rien n’est en route</translation>
    </message>
    <message>
        <source>Files appear here while they are sent to or received from other devices.</source>
        <translation>Les fichiers apparaissent ici pendant qu’ils sont envoyés à d’autres appareils ou reçus d’eux.</translation>
    </message>
    <message>
        <source>Files on their way</source>
        <translation>Fichiers en route</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TrayIcon</name>
    <message>
        <source>Everything is up to date</source>
        <translation>Tout est à jour</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Synchronisation</translation>
    </message>
    <message>
        <source>All shares are paused</source>
        <translation>Tous les partages sont en pause</translation>
    </message>
    <message>
        <source>Something needs your attention</source>
        <translation>Quelque chose demande votre attention</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>Aucun autre appareil n’est en ligne</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation>Il n’y a pas de connexion à l’instance</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>Aucun dossier n’est encore partagé</translation>
    </message>
    <message>
        <source>To come: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>À venir : %1, %2</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Reçoit %1, envoie %2</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>Tout &amp;reprendre</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>Tout mettre en &amp;pause</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what happened to a file, its path</comment>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Rien ne s’est encore passé</translation>
    </message>
    <message>
        <source>&amp;Show window</source>
        <translation>&amp;Montrer la fenêtre</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>Ouvrir un &amp;dossier</translation>
    </message>
    <message>
        <source>Recent &amp;changes</source>
        <translation>&amp;Changements récents</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>&amp;Ajouter un partage…</translation>
    </message>
    <message>
        <source>Pr&amp;eferences</source>
        <translation>Pr&amp;éférences</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
</context>
<context>
    <name>shoal::ui::WeeklyPlan</name>
    <message>
        <source>This instance is of an older version and knows no weekly plan.</source>
        <translation>Cette instance est d’une version plus ancienne et ne connaît pas de plan hebdomadaire.</translation>
    </message>
    <message>
        <source>Other limits at some times of the week, in local time. Where periods overlap, the upper one counts.</source>
        <translation>D’autres limites à certains moments de la semaine, en heure locale. Si des périodes se chevauchent, celle du dessus compte.</translation>
    </message>
    <message>
        <source>Weekly plan of the limits</source>
        <translation>Plan hebdomadaire des limites</translation>
    </message>
    <message>
        <source>The same limits all week</source>
        <translation>Les mêmes limites toute la semaine</translation>
    </message>
    <message>
        <source>Add a period to send or receive slower, or faster, at some times of the week.</source>
        <translation>Ajoutez une période pour envoyer ou recevoir plus lentement, ou plus vite, à certains moments de la semaine.</translation>
    </message>
    <message>
        <source>Add &amp;Period…</source>
        <translation>Ajouter une &amp;période…</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>Mo&amp;difier…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Supprimer</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>Mon&amp;ter</translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation>Desce&amp;ndre</translation>
    </message>
</context>
</TS>
