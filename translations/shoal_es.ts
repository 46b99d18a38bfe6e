<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>SecretTool</name>
    <message>
        <source>There is no secret in it.</source>
        <translation>No contiene ningún secreto.</translation>
    </message>
    <message>
        <source>A secret begins with A or B.</source>
        <translation>Un secreto empieza por A o B.</translation>
    </message>
    <message>
        <source>A secret has %1 characters, this has %2.</source>
        <translation>Un secreto tiene %1 caracteres; este tiene %2.</translation>
    </message>
    <message>
        <source>A secret has the letters A to Z and the digits 2 to 7 only. Perhaps one was mistyped.</source>
        <translation>Un secreto solo tiene las letras de la A a la Z y las cifras del 2 al 7. Quizá haya un error al teclear.</translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>%1</source>
        <comment>what the system said: not found</comment>
        <translation>no se encontró: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: access is denied</comment>
        <translation>acceso denegado: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is full</comment>
        <translation>el disco está lleno: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is read-only</comment>
        <translation>el disco es de solo lectura: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: too many files are open</comment>
        <translation>hay demasiados archivos abiertos: %1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the system reports an error</comment>
        <translation>el sistema informa de un error: %1</translation>
    </message>
    <message>
        <source>it is a device, a FIFO or a socket, and those are not synced</source>
        <translation>es un dispositivo, un FIFO o un socket, y esos no se sincronizan</translation>
    </message>
    <message>
        <source>warning: a program has a database open here; its files change together, and other devices may get them in a state that cannot be used</source>
        <translation>aviso: un programa tiene aquí una base de datos abierta; sus archivos cambian juntos, y otros dispositivos pueden recibirlos en un estado inservible</translation>
    </message>
    <message>
        <source>it was changed here, and this device has only the read-only secret</source>
        <translation>se cambió aquí, y este dispositivo solo tiene el secreto de solo lectura</translation>
    </message>
    <message>
        <source>a program here has it open for writing</source>
        <translation>un programa lo tiene aquí abierto para escribir</translation>
    </message>
    <message>
        <source>what it replaces has to be kept, and the archive is full</source>
        <translation>lo que reemplaza debe conservarse, y el archivo histórico está lleno</translation>
    </message>
    <message>
        <source>the archive is full of losers of conflicts and replaced local edits, which are kept for %1 days: %2 bytes, and the limit is %3; changes that would add such a file wait</source>
        <translation>el archivo histórico está lleno de versiones descartadas de conflictos y de cambios propios reemplazados, que se conservan %1 días: %2 bytes, y el límite es %3; los cambios que añadirían un archivo así esperan</translation>
    </message>
    <message>
        <source>another file is mounted over it: what is seen there does not belong to the folder, and is not synced</source>
        <translation>hay otro archivo montado encima: lo que se ve ahí no pertenece a la carpeta y no se sincroniza</translation>
    </message>
    <message>
        <source>the file system that was mounted here is gone</source>
        <translation>el sistema de archivos que estaba montado aquí ya no está</translation>
    </message>
    <message>
        <source>another file system is mounted here than before</source>
        <translation>aquí está montado otro sistema de archivos que antes</translation>
    </message>
    <message>
        <source>the directory in which a file system was mounted is gone, and the file system with it</source>
        <translation>el directorio en el que estaba montado un sistema de archivos ya no está, ni tampoco el sistema de archivos</translation>
    </message>
    <message>
        <source>another file system is mounted above it than before</source>
        <translation>por encima está montado otro sistema de archivos que antes</translation>
    </message>
    <message>
        <source>a directory belongs here, but something that is not synced has its name</source>
        <translation>aquí va un directorio, pero algo que no se sincroniza tiene su nombre</translation>
    </message>
    <message>
        <source>it was deleted elsewhere but still holds something that is not synced</source>
        <translation>se borró en otro sitio, pero aún contiene algo que no se sincroniza</translation>
    </message>
    <message>
        <source>a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1</source>
        <translation>un directorio que se borró en otro sitio aún contiene algo y no puede volver a su lugar: %1</translation>
    </message>
    <message>
        <source>it is older than what is remembered of deletions: perhaps it was deleted long ago</source>
        <translation>es más antiguo que lo que se recuerda de los borrados: quizá se borró hace mucho</translation>
    </message>
    <message>
        <source>no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits</source>
        <translation>no se pueden abrir más archivos (este proceso puede tener %1 abiertos, RLIMIT_NOFILE): el recurso compartido espera</translation>
    </message>
    <message>
        <source>the file system is mounted read-only: changes of other devices wait, files are still served</source>
        <translation>el sistema de archivos está montado en solo lectura: los cambios de otros dispositivos esperan, los archivos se siguen sirviendo</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days before this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>«%1» quiere que se olviden los borrados hasta %2 días antes del reloj de este dispositivo, y el mínimo son 170 días antes: se rechaza</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days after this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>«%1» quiere que se olviden los borrados hasta %2 días después del reloj de este dispositivo, y el mínimo son 170 días antes: se rechaza</translation>
    </message>
    <message>
        <source>.sync/ID is gone: this may be an empty mount point or another disk</source>
        <translation>.sync/ID no está: quizá sea un punto de montaje vacío u otro disco</translation>
    </message>
    <message>
        <source>%1 of %2 files are missing: nothing is deleted elsewhere until you say so</source>
        <translation>faltan %1 de %2 archivos: no se borra nada en otros sitios hasta que usted lo diga</translation>
    </message>
    <message>
        <source>the ignore list cannot be used: %1</source>
        <translation>la lista de archivos ignorados no se puede usar: %1</translation>
    </message>
    <message>
        <source>it is on this read-only device only: it was added here, or deleted elsewhere while this device could not know; it is kept, and not synced</source>
        <translation>está solo en este dispositivo de solo lectura: se añadió aquí, o se borró en otro sitio cuando este dispositivo no podía saberlo; se conserva y no se sincroniza</translation>
    </message>
    <message>
        <source>its directory is not on this disk yet</source>
        <translation>su directorio aún no está en este disco</translation>
    </message>
    <message>
        <source>it is about to be written here</source>
        <translation>está a punto de escribirse aquí</translation>
    </message>
    <message>
        <source>its deletion is about to be done here</source>
        <translation>está a punto de borrarse aquí</translation>
    </message>
    <message>
        <source>it is being fetched</source>
        <translation>se está recibiendo</translation>
    </message>
    <message>
        <source>it waits for its turn to be fetched</source>
        <translation>espera su turno para recibirse</translation>
    </message>
    <message>
        <source>no peer is connected</source>
        <translation>no hay ningún dispositivo conectado</translation>
    </message>
    <message>
        <source>no connected peer has it</source>
        <translation>ningún dispositivo conectado lo tiene</translation>
    </message>
    <message>
        <source>; it is this device&apos;s own, lost here</source>
        <translation>; es de este mismo dispositivo y se perdió aquí</translation>
    </message>
    <message>
        <source>, not even &apos;%1&apos;, which wrote it</source>
        <translation>, ni siquiera «%1», que lo escribió</translation>
    </message>
    <message>
        <source>; this version was made by &apos;%1&apos;</source>
        <translation>; esta versión la hizo «%1»</translation>
    </message>
    <message>
        <source>, last seen %1</source>
        <translation>, visto por última vez %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks 1 file (%2 bytes)</source>
        <translation>a «%1» le falta 1 archivo (%2 bytes)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks %2 files (%3 bytes)</source>
        <translation>a «%1» le faltan %2 archivos (%3 bytes)</translation>
    </message>
    <message>
        <source>&apos;%1&apos; says: %2</source>
        <translation>«%1» dice: %2</translation>
    </message>
    <message>
        <source>; it says: %1</source>
        <translation>; dice: %1</translation>
    </message>
    <message>
        <source>move it out of the share, or add it to .sync/IgnoreList</source>
        <translation>muévalo fuera del recurso compartido o añádalo a .sync/IgnoreList</translation>
    </message>
    <message>
        <source>keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList</source>
        <translation>mantenga la base de datos fuera del recurso compartido y ponga en él volcados o copias de seguridad; o añádala a .sync/IgnoreList</translation>
    </message>
    <message>
        <source>make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere</source>
        <translation>haga que lo pueda leer el usuario con el que se ejecuta Shoal; hasta entonces no se borra nada en otros sitios</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: the disk may be failing; it is read again at the next scan</source>
        <translation>mire el registro del sistema: el disco puede estar fallando; se vuelve a leer en la próxima revisión</translation>
    </message>
    <message>
        <source>it is looked at again by itself</source>
        <translation>se vuelve a mirar por sí solo</translation>
    </message>
    <message>
        <source>it is read again and again; look whether the disk is in order</source>
        <translation>se lee una y otra vez; mire si el disco está bien</translation>
    </message>
    <message>
        <source>it is tried again by itself</source>
        <translation>se vuelve a intentar por sí solo</translation>
    </message>
    <message>
        <source>make room on the disk; it is tried again by itself</source>
        <translation>haga sitio en el disco; se vuelve a intentar por sí solo</translation>
    </message>
    <message>
        <source>make room on the disk, if that is what is missing; it is tried again by itself</source>
        <translation>haga sitio en el disco, si es lo que falta; se vuelve a intentar por sí solo</translation>
    </message>
    <message>
        <source>make room in .sync/Archive, or raise &quot;archive_max_size&quot;</source>
        <translation>haga sitio en .sync/Archive o aumente «archive_max_size»</translation>
    </message>
    <message>
        <source>look through .sync/Archive and remove what is not needed, or raise &quot;archive_max_size&quot;</source>
        <translation>revise .sync/Archive y quite lo que no haga falta, o aumente «archive_max_size»</translation>
    </message>
    <message>
        <source>undo the change, move the file away, or set &quot;overwrite_changes&quot;: true for this share</source>
        <translation>deshaga el cambio, mueva el archivo a otro sitio o ponga «overwrite_changes»: true para este recurso compartido</translation>
    </message>
    <message>
        <source>it is replaced as soon as it is closed</source>
        <translation>se reemplaza en cuanto se cierre</translation>
    </message>
    <message>
        <source>unmount it, and the file below it is synced; or add it to .sync/IgnoreList</source>
        <translation>desmóntelo, y se sincroniza el archivo de debajo; o añádalo a .sync/IgnoreList</translation>
    </message>
    <message>
        <source>mount the right one, and all goes on by itself; or accept what is there now with &apos;shoal confirm --new-mount %1&apos;</source>
        <translation>monte el correcto, y todo sigue por sí solo; o acepte lo que hay ahora con «shoal confirm --new-mount %1»</translation>
    </message>
    <message>
        <source>; until then nothing below it is synced, and nothing deleted</source>
        <translation>; hasta entonces no se sincroniza ni se borra nada de lo que hay debajo</translation>
    </message>
    <message>
        <source>&apos;shoal why&apos; names the directory, and what to do</source>
        <translation>«shoal why» nombra el directorio y qué hacer</translation>
    </message>
    <message>
        <source>rename or remove it</source>
        <translation>cámbiele el nombre o quítelo</translation>
    </message>
    <message>
        <source>it is tried again by itself; rename or remove what is not synced and has this name</source>
        <translation>se vuelve a intentar por sí solo; cambie el nombre o quite lo que no se sincroniza y tiene este nombre</translation>
    </message>
    <message>
        <source>look at what is in it (perhaps ignored files) and remove it by hand</source>
        <translation>mire qué contiene (quizá archivos ignorados) y quítelo a mano</translation>
    </message>
    <message>
        <source>raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often</source>
        <translation>aumente el límite, por ejemplo con un archivo en /etc/sysctl.d; hasta entonces la carpeta se revisa más a menudo</translation>
    </message>
    <message>
        <source>raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the whole system is at sysctl fs.file-max</source>
        <translation>aumente el límite: LimitNOFILE en la unidad de systemd, o ulimit -n; si es bastante alto, todo el sistema ha llegado a sysctl fs.file-max</translation>
    </message>
    <message>
        <source>look into the system&apos;s log for the reason (a failing disk?) and mount it writable; all goes on by itself</source>
        <translation>busque la causa en el registro del sistema (¿un disco que falla?) y móntelo con escritura; todo sigue por sí solo</translation>
    </message>
    <message>
        <source>set the clock of the device that is wrong</source>
        <translation>ponga en hora el dispositivo cuyo reloj está mal</translation>
    </message>
    <message>
        <source>answer with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>responda con «shoal confirm %1 --keep» o «--remove»; la ruta de un directorio responde por todo lo retenido en él</translation>
    </message>
    <message>
        <source>answer on a read-write device with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>responda en un dispositivo que pueda escribir con «shoal confirm %1 --keep» o «--remove»; la ruta de un directorio responde por todo lo retenido en él</translation>
    </message>
    <message>
        <source>mend .sync/IgnoreList, then restart</source>
        <translation>corrija .sync/IgnoreList y reinicie</translation>
    </message>
    <message>
        <source>mount the right disk; or answer with &apos;shoal confirm %1 --refill&apos; (fetch the missing files again from the peers) or &apos;--deleted-everywhere&apos; (it was meant)</source>
        <translation>monte el disco correcto; o responda con «shoal confirm %1 --refill» (recuperar de los demás los archivos que faltan) o «--deleted-everywhere» (era intencionado)</translation>
    </message>
    <message>
        <source>delete it if nobody needs it; put it on a read-write device if it should be synced</source>
        <translation>bórrelo si nadie lo necesita; póngalo en un dispositivo que pueda escribir si debe sincronizarse</translation>
    </message>
    <message>
        <source>check that another device with this secret is running and reachable</source>
        <translation>compruebe que otro dispositivo con este secreto esté en marcha y accesible</translation>
    </message>
    <message>
        <source>wait, or see to it that a device that has it is connected</source>
        <translation>espere, o procure que se conecte un dispositivo que lo tenga</translation>
    </message>
    <message>
        <source>; &apos;%1&apos; has it</source>
        <translation>; «%1» lo tiene</translation>
    </message>
    <message>
        <source>put it back from an archive or a backup, or delete it on any device to end the wait</source>
        <translation>devuélvalo desde un archivo histórico o una copia de seguridad, o bórrelo en cualquier dispositivo para acabar la espera</translation>
    </message>
    <message>
        <source>see to it on that device</source>
        <translation>ocúpese de ello en ese dispositivo</translation>
    </message>
    <message>
        <source>make the folder available: mount its disk, or move it back</source>
        <translation>haga accesible la carpeta: monte su disco o devuélvala a su sitio</translation>
    </message>
    <message>
        <source>make room on the disk that is full, or raise the quota</source>
        <translation>haga sitio en el disco que está lleno o aumente la cuota</translation>
    </message>
    <message>
        <source>mount the disk writable that is read-only (a failing one becomes so; the system&apos;s log says it)</source>
        <translation>monte con escritura el disco que es de solo lectura (uno que falla pasa a serlo; el registro del sistema lo dice)</translation>
    </message>
    <message>
        <source>let the user that shoald runs as read, enter and change what the message names (chown, chmod)</source>
        <translation>permita al usuario con el que se ejecuta shoald leer, entrar y cambiar lo que nombra el mensaje (chown, chmod)</translation>
    </message>
    <message>
        <source>raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n</source>
        <translation>aumente el límite de archivos abiertos: LimitNOFILE en la unidad de systemd, o ulimit -n</translation>
    </message>
    <message>
        <source>put right what the message names</source>
        <translation>corrija lo que nombra el mensaje</translation>
    </message>
    <message>
        <source>end the other program that uses it</source>
        <translation>cierre el otro programa que lo usa</translation>
    </message>
    <message>
        <source>nothing: a damaged index is set aside, and the folder joined anew</source>
        <translation>nada: un índice dañado se aparta y la carpeta se une de nuevo</translation>
    </message>
    <message>
        <source>use a file system that can do this</source>
        <translation>use un sistema de archivos que pueda hacerlo</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: a disk may be failing</source>
        <translation>mire el registro del sistema: un disco puede estar fallando</translation>
    </message>
    <message>
        <source>; the folder is &apos;%1&apos;, and the index lies in storage_path, &apos;%2&apos;</source>
        <translation>; la carpeta es «%1», y el índice está en storage_path, «%2»</translation>
    </message>
    <message>
        <source>; it is tried again every 10 seconds</source>
        <translation>; se vuelve a intentar cada 10 segundos</translation>
    </message>
    <message>
        <source>This file system cannot exchange two files: a file that a program saves by renaming in the very instant we replace it can be overwritten.</source>
        <translation>Este sistema de archivos no puede intercambiar dos archivos: un archivo que un programa guarda cambiándole el nombre en el mismo instante en que lo reemplazamos puede sobrescribirse.</translation>
    </message>
    <message>
        <source>This file system can neither exchange files nor make hard links: a file is absent for an instant while we replace it.</source>
        <translation>Este sistema de archivos no puede intercambiar archivos ni crear enlaces duros: un archivo falta un instante mientras lo reemplazamos.</translation>
    </message>
    <message>
        <source>This file system can neither rename without replacing nor make hard links: new files cannot be put in place safely, so they are not.</source>
        <translation>Este sistema de archivos no puede cambiar nombres sin reemplazar ni crear enlaces duros: los archivos nuevos no pueden ponerse en su sitio con seguridad, así que no se ponen.</translation>
    </message>
    <message>
        <source>We cannot learn whether somebody has a file open for writing: replaced files are kept for 60 quiet seconds in case somebody still writes to them.</source>
        <translation>No podemos saber si alguien tiene un archivo abierto para escribir: los archivos reemplazados se guardan 60 segundos de calma por si alguien aún escribe en ellos.</translation>
    </message>
    <message>
        <source>Files have no birth time here: a moved directory is taken for a deleted and a new one more often.</source>
        <translation>Los archivos no tienen aquí fecha de creación: un directorio movido se toma más a menudo por uno borrado y otro nuevo.</translation>
    </message>
    <message>
        <source>Names that differ only in upper and lower case are the same here: one of two such files gets a suffix.</source>
        <translation>Los nombres que solo difieren en mayúsculas y minúsculas son aquí iguales: uno de dos archivos así recibe un sufijo.</translation>
    </message>
    <message>
        <source>Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix.</source>
        <translation>Los nombres que solo difieren en cómo se codifican los acentos son aquí iguales: uno de dos archivos así recibe un sufijo.</translation>
    </message>
    <message>
        <source>This file system refuses some names: such files get another name here.</source>
        <translation>Este sistema de archivos rechaza algunos nombres: tales archivos reciben aquí otro nombre.</translation>
    </message>
    <message>
        <source>This file system has no symbolic links: they are not made here.</source>
        <translation>Este sistema de archivos no tiene enlaces simbólicos: aquí no se crean.</translation>
    </message>
    <message>
        <source>This file system does not keep permissions: those of other devices are passed on but not set here.</source>
        <translation>Este sistema de archivos no conserva los permisos: los de otros dispositivos se transmiten, pero no se aplican aquí.</translation>
    </message>
    <message>
        <source>This file system does not keep extended attributes: those of other devices are passed on but not set here.</source>
        <translation>Este sistema de archivos no conserva los atributos extendidos: los de otros dispositivos se transmiten, pero no se aplican aquí.</translation>
    </message>
    <message>
        <source>File times are kept in whole seconds here: files changed within such a time are read again to be sure.</source>
        <translation>Las horas de los archivos se guardan aquí en segundos enteros: los archivos cambiados dentro de ese tiempo se vuelven a leer para estar seguros.</translation>
    </message>
    <message>
        <source>the index of &apos;%1&apos; was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the disk of storage_path fails; the old index is kept there as &apos;%3&apos;, and may be removed</source>
        <translation>el índice de «%1» estaba dañado (%2): la carpeta se unió de nuevo y no se borró nada; mire si falla el disco de storage_path; el índice antiguo queda allí como «%3» y se puede quitar</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: another one stands there than when its first scan was interrupted; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>la carpeta «%1» no está en el estado que conoce su índice: hay otra distinta de la que había cuando se interrumpió su primera revisión; la carpeta se unió de nuevo y no se borró nada; el índice antiguo queda en storage_path como «%2» y se puede quitar</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: one of them was restored from a backup; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>la carpeta «%1» no está en el estado que conoce su índice: uno de los dos se restauró de una copia de seguridad; la carpeta se unió de nuevo y no se borró nada; el índice antiguo queda en storage_path como «%2» y se puede quitar</translation>
    </message>
    <message>
        <source>the storage_path of this device was copied or moved here from another place: &apos;%1&apos; goes on as a new author, so that nothing is numbered twice; if the original still runs, stop one of the two, remove device.key from its storage_path, and start it again</source>
        <translation>el storage_path de este dispositivo se copió o movió aquí desde otro sitio: «%1» sigue como autor nuevo, para que nada se numere dos veces; si el original aún se ejecuta, detenga uno de los dos, quite device.key de su storage_path y vuelva a iniciarlo</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in &apos;%2&apos; was out of the way when the program or the machine stopped, and nothing tells any more where it belongs: look what is in it, and move it there or remove it</source>
        <translation>«%1» en «%2» estaba apartado cuando se detuvo el programa o el equipo, y ya nada dice dónde va: mire qué contiene y muévalo allí o quítelo</translation>
    </message>
    <message>
        <source>the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as soon as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again</source>
        <translation>los dispositivos en %1 (%2) y %3 (%4) usan la misma clave de dispositivo: se copió un storage_path; cada uno toma una nueva en cuanto se encuentran; si no pueden, detenga uno, quite device.key de su storage_path y vuelva a iniciarlo</translation>
    </message>
    <message>
        <source>the device at %1 (%2) uses the device key of this one: the storage_path was copied; each of the two takes a new key and goes on with it</source>
        <translation>el dispositivo en %1 (%2) usa la clave de este dispositivo: se copió el storage_path; cada uno de los dos toma una clave nueva y sigue con ella</translation>
    </message>
    <message>
        <source>the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets</source>
        <translation>el dispositivo en %1 se llama %2 y no comparte nada con este: si debería, compare los secretos</translation>
    </message>
    <message>
        <source>a device at %1 knocks, which calls itself %2, but shares nothing with this one: if it should, compare the secrets</source>
        <translation>un dispositivo en %1 que se llama %2 intenta conectarse, pero no comparte nada con este: si debería, compare los secretos</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>el reloj de %1 va %2 minutos adelantado respecto al de aquí: la sincronización sigue, pero de dos cambios simultáneos puede ganar el equivocado; ponga en hora ambos relojes (timedatectl set-ntp true)</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>el reloj de %1 va %2 minutos atrasado respecto al de aquí: la sincronización sigue, pero de dos cambios simultáneos puede ganar el equivocado; ponga en hora ambos relojes (timedatectl set-ntp true)</translation>
    </message>
    <message>
        <source>the device there (%1) shares nothing with this one: compare the secrets</source>
        <translation>el dispositivo de allí (%1) no comparte nada con este: compare los secretos</translation>
    </message>
    <message>
        <source>it broke the protocol, and is not let in for 10 minutes; the log says how</source>
        <translation>infringió el protocolo y no se le deja entrar durante 10 minutos; el registro dice cómo</translation>
    </message>
    <message>
        <source>the device &apos;%1&apos; (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal there; if it happens again, its disk or memory may be failing, or somebody altered its program: then take it off, and give the others a new secret</source>
        <translation>el dispositivo «%1» (%2) infringió el protocolo y no se le dejó entrar durante 10 minutos: %3; actualice Shoal allí; si vuelve a ocurrir, su disco o su memoria pueden estar fallando, o alguien alteró su programa: entonces retírelo y dé a los demás un secreto nuevo</translation>
    </message>
    <message>
        <source>the share has not answered: its disk is busy or does not respond</source>
        <translation>el recurso compartido no ha respondido: su disco está ocupado o no responde</translation>
    </message>
    <message>
        <source>ask again in a moment</source>
        <translation>vuelva a preguntar en un momento</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 and %2</source>
        <comment>a duration, such as: 2 hours and 5 minutes</comment>
        <translation>%1 y %2</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minuto</numerusform>
            <numerusform>%n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hora</numerusform>
            <numerusform>%n horas</numerusform>
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
        <translation>%1/s</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n segundo</numerusform>
            <numerusform>%n segundos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n día</numerusform>
            <numerusform>%n días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::app::DesktopProgram</name>
    <message>
        <source>The engine of this program does not run: %1</source>
        <translation>El motor de este programa no funciona: %1</translation>
    </message>
</context>
<context>
    <name>shoal::app::ShownInstance</name>
    <message>
        <source>The instance at %1 cannot be shown: %2. This window shows the engine of this program; the menu lets you choose another instance.</source>
        <translation>No se puede mostrar la instancia en %1: %2. Esta ventana muestra el motor de este programa; en el menú puede elegir otra instancia.</translation>
    </message>
</context>
<context>
    <name>shoal::models::ArchiveModel</name>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Replaced or deleted</source>
        <translation>Reemplazado o borrado</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
</context>
<context>
    <name>shoal::models::ConflictModel</name>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>This version by</source>
        <comment>device that wrote the version that has the name</comment>
        <translation>Esta versión de</translation>
    </message>
    <message>
        <source>That version by</source>
        <comment>device that wrote the version that was put beside it</comment>
        <translation>Aquella versión de</translation>
    </message>
</context>
<context>
    <name>shoal::models::FolderReport</name>
    <message>
        <source>Choose a folder.</source>
        <translation>Elija una carpeta.</translation>
    </message>
    <message>
        <source>The path has to begin with a slash, for example /home/anna/Photos.</source>
        <translation>La ruta debe empezar por una barra, por ejemplo /home/anna/Fotos.</translation>
    </message>
    <message>
        <source>This is the root of the whole file system. Choose a folder below it.</source>
        <translation>Esta es la raíz de todo el sistema de archivos. Elija una carpeta dentro de ella.</translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose a folder.</source>
        <translation>Esto es un archivo, no una carpeta. Elija una carpeta.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist. Create it first, or choose another place.</source>
        <translation>La carpeta %1 no existe. Créela primero o elija otro lugar.</translation>
    </message>
    <message>
        <source>This folder is shared already. A folder belongs to one share.</source>
        <translation>Esta carpeta ya está compartida. Una carpeta pertenece a un solo recurso compartido.</translation>
    </message>
    <message>
        <source>This folder lies inside the shared folder %1. Choose one outside of it.</source>
        <translation>Esta carpeta está dentro de la carpeta compartida %1. Elija una que esté fuera.</translation>
    </message>
    <message>
        <source>This folder contains the shared folder %1. Choose one outside of it.</source>
        <translation>Esta carpeta contiene la carpeta compartida %1. Elija una que esté fuera.</translation>
    </message>
    <message>
        <source>You may not read this folder, so its files may not be synced. Check its permissions.</source>
        <translation>No tiene permiso para leer esta carpeta, así que quizá no se sincronicen sus archivos. Compruebe sus permisos.</translation>
    </message>
    <message>
        <source>You may not write to %1, so files of other devices may not arrive. Check its permissions.</source>
        <translation>No tiene permiso para escribir en %1, así que quizá no lleguen los archivos de otros dispositivos. Compruebe los permisos.</translation>
    </message>
    <message>
        <source>The disk is read-only, so files of other devices cannot arrive here.</source>
        <translation>El disco es de solo lectura, así que los archivos de otros dispositivos no pueden llegar aquí.</translation>
    </message>
    <message>
        <source>The disk is full: only %1 are free. Make room first, or choose another disk.</source>
        <translation>El disco está lleno: solo quedan %1 libres. Haga sitio primero o elija otro disco.</translation>
    </message>
    <message>
        <source>The folder does not exist yet. It is created.</source>
        <translation>La carpeta aún no existe. Se creará.</translation>
    </message>
    <message>
        <source>The folder is not empty. What is in it is synced too; of two files with one name, the newer one stays and the other goes to the archive.</source>
        <translation>La carpeta no está vacía. Lo que contiene también se sincroniza; de dos archivos con el mismo nombre se queda el más reciente y el otro va al archivo histórico.</translation>
    </message>
    <message>
        <source>The folder has been shared before. With the same secret it goes on where it was.</source>
        <translation>La carpeta ya se compartió antes. Con el mismo secreto continúa donde estaba.</translation>
    </message>
</context>
<context>
    <name>shoal::models::HistoryModel</name>
    <message>
        <source>%1, before: %2</source>
        <comment>new and old path of a file</comment>
        <translation>%1, antes: %2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>Añadido</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Cambiado</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Borrado</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>Movido</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Conflicto</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restaurado</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivado</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>este dispositivo</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Qué ocurrió</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Tamaño</translation>
    </message>
    <message>
        <source>On</source>
        <translation>En</translation>
    </message>
</context>
<context>
    <name>shoal::models::IgnorePreviewModel</name>
    <message>
        <source>Rule: %1</source>
        <translation>Regla: %1</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>Sincronizado</translation>
    </message>
    <message>
        <source>Ignored, line %1</source>
        <translation>Ignorado, línea %1</translation>
    </message>
    <message>
        <source>Ignored always</source>
        <translation>Ignorado siempre</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>Archivo o carpeta</translation>
    </message>
    <message>
        <source>With these rules</source>
        <translation>Con estas reglas</translation>
    </message>
</context>
<context>
    <name>shoal::models::InstanceListModel</name>
    <message>
        <source>%1 (this program)</source>
        <translation>%1 (este programa)</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Recursos compartidos</translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation>Socket de control</translation>
    </message>
</context>
<context>
    <name>shoal::models::LimitPeriodsModel</name>
    <message>
        <source>Every day</source>
        <translation>Todos los días</translation>
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
        <translation>Todo el día</translation>
    </message>
    <message>
        <source>%1 – %2 on the next day</source>
        <comment>times</comment>
        <translation>%1 – %2 del día siguiente</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>times</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>Como siempre</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sin límite</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Días</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Recepción</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envío</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionTexts</name>
    <message>
        <source>Device &amp;name:</source>
        <translation>&amp;Nombre del dispositivo:</translation>
    </message>
    <message>
        <source>How this device calls itself to others.</source>
        <translation>Cómo se llama este dispositivo para los demás.</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>&amp;Puerto:</translation>
    </message>
    <message>
        <source>The TCP port that other devices connect to; 0: any free one.</source>
        <translation>El puerto TCP al que se conectan otros dispositivos; 0: cualquiera libre.</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>&amp;Recibir como máximo:</translation>
    </message>
    <message>
        <source>How fast to receive; 0: no limit.</source>
        <translation>Velocidad de recepción; 0: sin límite.</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>&amp;Enviar como máximo:</translation>
    </message>
    <message>
        <source>How fast to send; 0: no limit.</source>
        <translation>Velocidad de envío; 0: sin límite.</translation>
    </message>
    <message>
        <source>&amp;Limits in the local network too</source>
        <translation>&amp;Límites también en la red local</translation>
    </message>
    <message>
        <source>The limits hold in the local network, too.</source>
        <translation>Los límites valen también en la red local.</translation>
    </message>
    <message>
        <source>Look through &amp;folders every:</source>
        <translation>Revisar las &amp;carpetas cada:</translation>
    </message>
    <message>
        <source>How often to look through whole folders, in case that a change was missed; 0: only at the start.</source>
        <translation>Cada cuánto se revisan carpetas enteras por si se escapó un cambio; 0: solo al iniciar.</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>&amp;Conservar durante:</translation>
    </message>
    <message>
        <source>How long replaced and deleted files stay in the archive; 0: for ever.</source>
        <translation>Cuánto tiempo quedan en el archivo histórico los archivos reemplazados y borrados; 0: para siempre.</translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation>Conservar como &amp;máximo:</translation>
    </message>
    <message>
        <source>How large the archive of a share may grow; 0: a tenth of the disk.</source>
        <translation>Cuánto puede crecer el archivo histórico de un recurso compartido; 0: una décima parte del disco.</translation>
    </message>
    <message>
        <source>Files &amp;up to:</source>
        <translation>Archivos &amp;hasta:</translation>
    </message>
    <message>
        <source>Larger files do not go to the archive.</source>
        <translation>Los archivos más grandes no van al archivo histórico.</translation>
    </message>
    <message>
        <source>Leave fr&amp;ee on the disk:</source>
        <translation>Dejar &amp;libre en el disco:</translation>
    </message>
    <message>
        <source>What files of other devices leave free on the disk.</source>
        <translation>Lo que los archivos de otros dispositivos dejan libre en el disco.</translation>
    </message>
    <message>
        <source>Show &amp;absent devices for:</source>
        <translation>Mostrar dispositivos &amp;ausentes durante:</translation>
    </message>
    <message>
        <source>How long devices are shown that are not connected any more.</source>
        <translation>Cuánto tiempo se muestran los dispositivos que ya no están conectados.</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>&amp;Buscar dispositivos en la red local</translation>
    </message>
    <message>
        <source>Look for other devices of the share in the local network.</source>
        <translation>Buscar otros dispositivos del recurso compartido en la red local.</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere:</source>
        <translation>&amp;Dispositivos en otros lugares:</translation>
    </message>
    <message>
        <source>Devices to connect to, each host:port, with commas between.</source>
        <translation>Dispositivos a los que conectarse, cada uno como host:puerto, separados por comas.</translation>
    </message>
    <message>
        <source>&amp;Keep replaced and deleted files</source>
        <translation>&amp;Conservar archivos reemplazados y borrados</translation>
    </message>
    <message>
        <source>What other devices replace or delete goes to the archive.</source>
        <translation>Lo que otros dispositivos reemplazan o borran va al archivo histórico.</translation>
    </message>
    <message>
        <source>&amp;Undo what is changed here</source>
        <translation>&amp;Deshacer lo que se cambie aquí</translation>
    </message>
    <message>
        <source>On a device that may only read: what is changed here is replaced by what the others have.</source>
        <translation>En un dispositivo que solo puede leer: lo que se cambia aquí se reemplaza por lo que tienen los demás.</translation>
    </message>
    <message>
        <source>&amp;Apply setuid and setgid</source>
        <translation>&amp;Aplicar setuid y setgid</translation>
    </message>
    <message>
        <source>Files may get the rights of their owner when they are run. Needs root.</source>
        <translation>Los archivos pueden obtener los derechos de su propietario al ejecutarse. Requiere root.</translation>
    </message>
    <message>
        <source>days</source>
        <translation>días</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>segundos</translation>
    </message>
    <message>
        <source>&amp;Weekly Plan</source>
        <translation>Plan &amp;semanal</translation>
    </message>
    <message>
        <source>Other limits at some times of the week.</source>
        <translation>Otros límites en algunos momentos de la semana.</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionsModel</name>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Set in the config file %1, line %2. Change it there.</source>
        <translation>Fijado en el archivo de configuración %1, línea %2. Cámbielo allí.</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>Opción</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Valor predeterminado</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n período</numerusform>
            <numerusform>%n períodos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::models::PeerModel</name>
    <message>
        <source>In sync</source>
        <translation>Sincronizado</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Sincronizando</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>Sin conexión desde %1</translation>
    </message>
    <message>
        <source>Never met</source>
        <translation>Nunca visto</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nada</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Through a relay</source>
        <translation>A través de un relé</translation>
    </message>
    <message>
        <source>Found in the local network</source>
        <translation>Encontrado en la red local</translation>
    </message>
    <message>
        <source>Found at an address of known_hosts</source>
        <translation>Encontrado en una dirección de known_hosts</translation>
    </message>
    <message>
        <source>It has found this device</source>
        <translation>Ha encontrado este dispositivo</translation>
    </message>
    <message>
        <source>Found by a relay</source>
        <translation>Encontrado por un relé</translation>
    </message>
    <message>
        <source>Found in the DHT</source>
        <translation>Encontrado en la DHT</translation>
    </message>
    <message>
        <source>Direct, LAN</source>
        <translation>Directa, LAN</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Directa</translation>
    </message>
    <message>
        <source>Read-write</source>
        <translation>Lectura y escritura</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>Solo lectura</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>Dirección: %1</translation>
    </message>
    <message>
        <source>Sent %1, received %2 on this connection</source>
        <translation>Enviados %1, recibidos %2 en esta conexión</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Dispositivo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Is missing</source>
        <translation>Le falta</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>Recibe</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Envía</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Permiso</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
</context>
<context>
    <name>shoal::models::PlanReview</name>
    <message>
        <source>Add at least one server.</source>
        <translation>Añada al menos un servidor.</translation>
    </message>
    <message>
        <source>Add at least one folder.</source>
        <translation>Añada al menos una carpeta.</translation>
    </message>
    <message>
        <source>The ports have to be between 1 and %1.</source>
        <translation>Los puertos deben estar entre 1 y %1.</translation>
    </message>
    <message>
        <source>Server %1: a name has letters, digits, points and dashes only, as in app01.</source>
        <translation>Servidor %1: un nombre solo tiene letras, cifras, puntos y guiones, como app01.</translation>
    </message>
    <message>
        <source>Two servers are called %1.</source>
        <translation>Dos servidores se llaman %1.</translation>
    </message>
    <message>
        <source>Server %1: the address has to be a host name or an IP address without a port, as in app01.example.org or 192.0.2.7.</source>
        <translation>Servidor %1: la dirección debe ser un nombre de host o una dirección IP sin puerto, como app01.example.org o 192.0.2.7.</translation>
    </message>
    <message>
        <source>Two servers have the address %1.</source>
        <translation>Dos servidores tienen la dirección %1.</translation>
    </message>
    <message>
        <source>Folder %1: a name has letters, digits and dashes only, as in www.</source>
        <translation>Carpeta %1: un nombre solo tiene letras, cifras y guiones, como www.</translation>
    </message>
    <message>
        <source>Two folders are called %1.</source>
        <translation>Dos carpetas se llaman %1.</translation>
    </message>
    <message>
        <source>Folder %1: the path has to begin with a slash and lead below it, as in /data/www.</source>
        <translation>Carpeta %1: la ruta debe empezar por una barra y llevar más abajo, como /data/www.</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a user.</source>
        <translation>Carpeta %1: esto no es un nombre de usuario.</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a group.</source>
        <translation>Carpeta %1: esto no es un nombre de grupo.</translation>
    </message>
    <message>
        <source>Folder %1: Shoal keeps its own state in %2. Choose another folder.</source>
        <translation>Carpeta %1: Shoal guarda su propio estado en %2. Elija otra carpeta.</translation>
    </message>
    <message>
        <source>Folder %1 overlaps with %2. A folder belongs to one share.</source>
        <translation>La carpeta %1 se solapa con %2. Una carpeta pertenece a un solo recurso compartido.</translation>
    </message>
</context>
<context>
    <name>shoal::models::ProblemModel</name>
    <message>
        <source>The whole share</source>
        <translation>Todo el recurso compartido</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>Why it is not in sync</source>
        <translation>Por qué no está sincronizado</translation>
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
        <translation>Estos archivos contienen secretos. Quien los tenga puede leer y cambiar las carpetas compartidas.

1. Copie los archivos de cada servidor a /etc/shoal en él:

%1
2. Permita que solo root los lea, en cada servidor:

    chmod 600 /etc/shoal/*.conf

3. Permita que los demás servidores alcancen los puertos TCP %2 a %3.

4. Compruebe e inicie, en cada servidor:

    shoald --check-config /etc/shoal
    systemctl enable --now shoal
    shoal status

Después borre estos archivos de aquí.
</translation>
    </message>
</context>
<context>
    <name>shoal::models::ShareListModel</name>
    <message>
        <source>Syncing</source>
        <translation>Sincronizando</translation>
    </message>
    <message>
        <source>Waiting for a device that has %1</source>
        <translation>Esperando a un dispositivo que tenga %1</translation>
    </message>
    <message>
        <source>Syncing, %1 left</source>
        <translation>Sincronizando, faltan %1</translation>
    </message>
    <message>
        <source>Syncing, %1 to come</source>
        <translation>Sincronizando, quedan %1 por llegar</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problema</numerusform>
            <numerusform>%n problemas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n conflicto</numerusform>
            <numerusform>%n conflictos</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Al día</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>Ningún otro dispositivo está conectado</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Stopped: needs attention</source>
        <translation>Detenido: requiere atención</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>Revisando la carpeta</translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <comment>connected devices of a share, and all of them</comment>
        <translation>%1 de %2 conectados</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n conectado</numerusform>
            <numerusform>%n conectados</numerusform>
        </translation>
    </message>
    <message>
        <source>no other device yet</source>
        <translation>aún ningún otro dispositivo</translation>
    </message>
</context>
<context>
    <name>shoal::models::TransferModel</name>
    <message>
        <source>to %1</source>
        <translation>a %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>de %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes transferred, size of the file</comment>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Velocidad</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ArchivePane</name>
    <message>
        <source>Archive</source>
        <translation>Archivo histórico</translation>
    </message>
    <message>
        <source>The archive cannot be shown</source>
        <translation>No se puede mostrar el archivo histórico</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>El archivo histórico está vacío</translation>
    </message>
    <message>
        <source>When a file is replaced or deleted by another device, its old version is kept here for a while.</source>
        <translation>Cuando otro dispositivo reemplaza o borra un archivo, su versión antigua se conserva aquí un tiempo.</translation>
    </message>
    <message>
        <source>The archive has nothing with “%1” in its path.</source>
        <translation>El archivo histórico no tiene nada con «%1» en su ruta.</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>Restaurar como</translation>
    </message>
    <message>
        <source>Path in the share:</source>
        <translation>Ruta en el recurso compartido:</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurar</translation>
    </message>
    <message>
        <source>Restored: %1</source>
        <translation>Restaurado: %1</translation>
    </message>
    <message>
        <source>Search in paths</source>
        <translation>Buscar en las rutas</translation>
    </message>
    <message>
        <source>Search in the archive</source>
        <translation>Buscar en el archivo histórico</translation>
    </message>
    <message>
        <source>Archived versions</source>
        <translation>Versiones archivadas</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>&amp;Restaurar</translation>
    </message>
    <message>
        <source>Puts the version where it was; what is there now goes to the archive</source>
        <translation>Devuelve la versión a donde estaba; lo que hay allí ahora va al archivo histórico</translation>
    </message>
    <message>
        <source>Restore &amp;as…</source>
        <translation>Restaurar &amp;como…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConflictsPane</name>
    <message>
        <source>This file is not there any more.</source>
        <translation>Este archivo ya no existe.</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <translation>Último cambio: %1</translation>
    </message>
    <message>
        <source>Written on %1</source>
        <comment>name of a device</comment>
        <translation>Escrito en %1</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>Conflictos (%1)</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>Conflictos</translation>
    </message>
    <message>
        <source>Conflicts cannot be shown</source>
        <translation>No se pueden mostrar los conflictos</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>No hay conflictos</translation>
    </message>
    <message>
        <source>When a file is changed on two devices before they could tell each other, both versions are kept, and you choose here.</source>
        <translation>Cuando un archivo se cambia en dos dispositivos antes de que puedan avisarse, se conservan las dos versiones y usted elige aquí.</translation>
    </message>
    <message>
        <source>There are more conflicts than are listed here.</source>
        <translation>Hay más conflictos de los que se muestran aquí.</translation>
    </message>
    <message>
        <source>This device may only read: choose on a device that may write.</source>
        <translation>Este dispositivo solo puede leer: elija en un dispositivo que pueda escribir.</translation>
    </message>
    <message>
        <source>This version has the file’s name</source>
        <translation>Esta versión tiene el nombre del archivo</translation>
    </message>
    <message>
        <source>That version was put beside it</source>
        <translation>Esa versión se puso al lado</translation>
    </message>
    <message>
        <source>Keep this version</source>
        <translation>Conservar esta versión</translation>
    </message>
    <message>
        <source>Keep that version</source>
        <translation>Conservar esa versión</translation>
    </message>
    <message>
        <source>Keep the version that has the name “%1”?</source>
        <translation>¿Conservar la versión que se llama «%1»?</translation>
    </message>
    <message>
        <source>Give the version of %1 the name “%2”?</source>
        <translation>¿Dar a la versión de %1 el nombre «%2»?</translation>
    </message>
    <message>
        <source>The other version goes to the archive, on all devices.</source>
        <translation>La otra versión va al archivo histórico, en todos los dispositivos.</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>Conservar esta</translation>
    </message>
    <message>
        <source>Keep that</source>
        <translation>Conservar esa</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Keep &amp;this</source>
        <translation>Conservar &amp;esta</translation>
    </message>
    <message>
        <source>Keep t&amp;hat</source>
        <translation>Conservar e&amp;sa</translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation>Conservar &amp;ambas</translation>
    </message>
    <message>
        <source>The copy gets an ordinary name with the device and the date in it</source>
        <translation>La copia recibe un nombre normal con el dispositivo y la fecha</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConnectionFields</name>
    <message>
        <source>A device is given by its host and port, as in app01.example.org:44444 or 192.0.2.7:44444; commas separate several.</source>
        <translation>Un dispositivo se indica por su host y puerto, como app01.example.org:44444 o 192.0.2.7:44444; varios se separan con comas.</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>&amp;Buscar dispositivos en la red local</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere, if there are any (host:port):</source>
        <translation>&amp;Dispositivos en otros lugares, si los hay (host:puerto):</translation>
    </message>
</context>
<context>
    <name>shoal::ui::CreatePage</name>
    <message>
        <source>The share is called like its folder.</source>
        <translation>El recurso compartido se llama como su carpeta.</translation>
    </message>
    <message>
        <source>The share is called “%1”, like its folder.</source>
        <translation>El recurso compartido se llama «%1», como su carpeta.</translation>
    </message>
    <message>
        <source>Create a Share</source>
        <translation>Crear un recurso compartido</translation>
    </message>
    <message>
        <source>Which folder is to be kept identical on several devices?</source>
        <translation>¿Qué carpeta debe mantenerse idéntica en varios dispositivos?</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>Car&amp;peta:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::FolderField</name>
    <message>
        <source>Choose a Folder</source>
        <translation>Elegir una carpeta</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>E&amp;xaminar…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Elegir una carpeta</translation>
    </message>
</context>
<context>
    <name>shoal::ui::HistoryPane</name>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation>No se puede mostrar el historial</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Aún no ha ocurrido nada</translation>
    </message>
    <message>
        <source>What is added, changed, moved or deleted here or on other devices appears here.</source>
        <translation>Aquí aparece lo que se añade, cambia, mueve o borra aquí o en otros dispositivos.</translation>
    </message>
    <message>
        <source>Nothing with “%1” in its path has happened to a file.</source>
        <translation>No ha ocurrido nada con archivos que tengan «%1» en su ruta.</translation>
    </message>
    <message>
        <source>Search in paths and devices</source>
        <translation>Buscar en rutas y dispositivos</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>Buscar en el historial</translation>
    </message>
    <message>
        <source>What happened in this share</source>
        <translation>Lo que ocurrió en este recurso compartido</translation>
    </message>
</context>
<context>
    <name>shoal::ui::IgnorePane</name>
    <message>
        <source>Ignored files *</source>
        <translation>Archivos ignorados *</translation>
    </message>
    <message>
        <source>Ignored files</source>
        <translation>Archivos ignorados</translation>
    </message>
    <message>
        <source>The changed rules of “%1” are not saved.</source>
        <translation>Las reglas cambiadas de «%1» no están guardadas.</translation>
    </message>
    <message>
        <source>Cancel takes you back to them.</source>
        <translation>Cancelar le devuelve a ellas.</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>Descartar los cambios</translation>
    </message>
    <message>
        <source>Not saved yet. The preview shows what the rules would do.</source>
        <translation>Aún no guardado. La vista previa muestra lo que harían las reglas.</translation>
    </message>
    <message>
        <source>Files that a rule matches are neither sent nor received. What other devices have stays there.</source>
        <translation>Los archivos que cumplen una regla no se envían ni se reciben. Lo que tienen otros dispositivos se queda allí.</translation>
    </message>
    <message>
        <source>&amp;Rules, one a line:</source>
        <translation>&amp;Reglas, una por línea:</translation>
    </message>
    <message>
        <source># For example:
*.tmp
/cache/
**/node_modules/</source>
        <translation># Por ejemplo:
*.tmp
/cache/
**/node_modules/</translation>
    </message>
    <message>
        <source>&amp;What they do:</source>
        <translation>Lo que &amp;hacen:</translation>
    </message>
    <message>
        <source>What the rules do to files of this folder</source>
        <translation>Lo que hacen las reglas con los archivos de esta carpeta</translation>
    </message>
    <message>
        <source>No files to try the rules on</source>
        <translation>No hay archivos con los que probar las reglas</translation>
    </message>
    <message>
        <source>The folder is empty or cannot be read. Type a path below to try one.</source>
        <translation>La carpeta está vacía o no se puede leer. Escriba abajo una ruta para probarla.</translation>
    </message>
    <message>
        <source>Try a &amp;path:</source>
        <translation>Probar una r&amp;uta:</translation>
    </message>
    <message>
        <source>Path in the share; Enter adds it</source>
        <translation>Ruta en el recurso compartido; Intro la añade</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>Re&amp;vertir</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Guardar</translation>
    </message>
</context>
<context>
    <name>shoal::ui::InstanceChooser</name>
    <message>
        <source>Choose an instance</source>
        <translation>Elegir una instancia</translation>
    </message>
    <message>
        <source>This window can show the engine of this program, or a daemon (shoald) that runs on this machine and lets you connect. The engine of this program goes on either way.</source>
        <translation>Esta ventana puede mostrar el motor de este programa o un servicio (shoald) que funcione en este equipo y le permita conectarse. El motor de este programa sigue en ambos casos.</translation>
    </message>
    <message>
        <source>Running instances</source>
        <translation>Instancias en ejecución</translation>
    </message>
    <message>
        <source>No instance is running that you may connect to</source>
        <translation>No hay ninguna instancia a la que pueda conectarse</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Mostrar</translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation>&amp;Buscar de nuevo</translation>
    </message>
</context>
<context>
    <name>shoal::ui::JoinPage</name>
    <message>
        <source>A read-write secret: what is changed here is changed on all devices of the share.</source>
        <translation>Un secreto de lectura y escritura: lo que se cambie aquí cambia en todos los dispositivos.</translation>
    </message>
    <message>
        <source>A read-only secret: this device receives everything; what is changed here stays here.</source>
        <translation>Un secreto de solo lectura: este dispositivo lo recibe todo; lo que se cambie aquí se queda aquí.</translation>
    </message>
    <message>
        <source>Join a Share</source>
        <translation>Unirse a un recurso compartido</translation>
    </message>
    <message>
        <source>Paste the secret or the link, and choose where the files are to be.</source>
        <translation>Pegue el secreto o el enlace y elija dónde deben estar los archivos.</translation>
    </message>
    <message>
        <source>&amp;Secret or link:</source>
        <translation>&amp;Secreto o enlace:</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>Car&amp;peta:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MainWindow</name>
    <message>
        <source>Resume all</source>
        <translation>Reanudar todo</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>Pausar todo</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Recibe %1, envía %2</translation>
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
        <translation>No hay conexión con la instancia</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>Aún no hay ninguna carpeta compartida</translation>
    </message>
    <message>
        <source>Choose a folder to share, or join one with the secret or the link of another device. Everything in it is then kept the same on all devices that have the secret.</source>
        <translation>Elija una carpeta para compartir o únase a una con el secreto o el enlace de otro dispositivo. Todo lo que contiene se mantiene igual en todos los dispositivos que tienen el secreto.</translation>
    </message>
    <message>
        <source>&amp;Add a share…</source>
        <translation>&amp;Añadir recurso compartido…</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>Recursos compartidos</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>&amp;Añadir recurso compartido…</translation>
    </message>
    <message>
        <source>Share a folder, or join a share of another device</source>
        <translation>Compartir una carpeta o unirse a la de otro dispositivo</translation>
    </message>
    <message>
        <source>P&amp;references</source>
        <translation>P&amp;referencias</translation>
    </message>
    <message>
        <source>Choose another &amp;instance…</source>
        <translation>Elegir otra &amp;instancia…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Herramientas</translation>
    </message>
    <message>
        <source>Save a support &amp;bundle…</source>
        <translation>Guardar un &amp;paquete de asistencia…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este mensaje</translation>
    </message>
</context>
<context>
    <name>shoal::ui::NewSharePage</name>
    <message>
        <source>The Secrets of “%1”</source>
        <translation>Los secretos de «%1»</translation>
    </message>
    <message>
        <source>A device joins the share with one of its two secrets.</source>
        <translation>Un dispositivo se une con uno de los dos secretos.</translation>
    </message>
    <message>
        <source>With “Finish”, the folder is shared. Then join it on the other devices with a secret. You find the secrets again in the menu of the share.</source>
        <translation>Con «Finalizar» se comparte la carpeta. Después únase en los otros dispositivos con un secreto. Encontrará los secretos de nuevo en el menú del recurso compartido.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Notifications</name>
    <message>
        <source>“%1” has stopped: %2</source>
        <translation>«%1» se ha detenido: %2</translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n problem(s).</source>
        <translation>
            <numerusform>«%1» tiene %n problema.</numerusform>
            <numerusform>«%1» tiene %n problemas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n conflict(s).</source>
        <translation>
            <numerusform>«%1» tiene %n conflicto.</numerusform>
            <numerusform>«%1» tiene %n conflictos.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is a new device of “%2”.</source>
        <translation>«%1» es un dispositivo nuevo de «%2».</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Y %n más.</numerusform>
            <numerusform>Y %n más.</numerusform>
        </translation>
    </message>
    <message>
        <source>New device</source>
        <translation>Dispositivo nuevo</translation>
    </message>
    <message>
        <source>Shoal needs your attention</source>
        <translation>Shoal necesita su atención</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionDelegate</name>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionTable</name>
    <message>
        <source>Choose an option to read what it means.</source>
        <translation>Elija una opción para leer lo que significa.</translation>
    </message>
    <message>
        <source>Search options</source>
        <translation>Buscar opciones</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Opciones</translation>
    </message>
    <message>
        <source>&amp;Reset to Default</source>
        <translation>&amp;Restablecer el valor</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OverviewPane</name>
    <message>
        <source>Overview</source>
        <translation>Resumen</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>content of a share: files, folders</comment>
        <translation>%1 en %2</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n carpeta</numerusform>
            <numerusform>%n carpetas</numerusform>
        </translation>
    </message>
    <message>
        <source>Read-write: changes made here go to all devices</source>
        <translation>Lectura y escritura: los cambios hechos aquí van a todos los dispositivos</translation>
    </message>
    <message>
        <source>Read-only: changes made here stay here</source>
        <translation>Solo lectura: los cambios hechos aquí se quedan aquí</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>Vacío</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>Estado:</translation>
    </message>
    <message>
        <source>Progress:</source>
        <translation>Progreso:</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>Content:</source>
        <translation>Contenido:</translation>
    </message>
    <message>
        <source>Devices:</source>
        <translation>Dispositivos:</translation>
    </message>
    <message>
        <source>Permission:</source>
        <translation>Permiso:</translation>
    </message>
    <message>
        <source>Archive:</source>
        <translation>Archivo histórico:</translation>
    </message>
    <message>
        <source>Good to know:</source>
        <translation>Conviene saber:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeersPane</name>
    <message>
        <source>Devices (%1)</source>
        <translation>Dispositivos (%1)</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Dispositivos</translation>
    </message>
    <message>
        <source>The share is paused</source>
        <translation>El recurso compartido está en pausa</translation>
    </message>
    <message>
        <source>Nobody is connected until it is resumed.</source>
        <translation>Nadie está conectado hasta que se reanude.</translation>
    </message>
    <message>
        <source>No other device has this share yet</source>
        <translation>Ningún otro dispositivo tiene aún este recurso</translation>
    </message>
    <message>
        <source>Give its secret to another device: there, choose to join a share. Devices of the same local network find each other by themselves.</source>
        <translation>Dé su secreto a otro dispositivo y elija allí unirse a un recurso compartido. Los dispositivos de la misma red local se encuentran solos.</translation>
    </message>
    <message>
        <source>Share with a device…</source>
        <translation>Compartir con un dispositivo…</translation>
    </message>
    <message>
        <source>Devices of this share</source>
        <translation>Dispositivos de este recurso compartido</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeriodDialog</name>
    <message>
        <source>Choose at least one day.</source>
        <translation>Elija al menos un día.</translation>
    </message>
    <message>
        <source>It begins on these days and ends on the next one.</source>
        <translation>Empieza en estos días y termina al día siguiente.</translation>
    </message>
    <message>
        <source>It ends at midnight.</source>
        <translation>Termina a medianoche.</translation>
    </message>
    <message>
        <source>Add a Period</source>
        <translation>Añadir un período</translation>
    </message>
    <message>
        <source>Change a Period</source>
        <translation>Cambiar un período</translation>
    </message>
    <message>
        <source>Days:</source>
        <translation>Días:</translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation>&amp;Desde:</translation>
    </message>
    <message>
        <source>&amp;to:</source>
        <translation>&amp;hasta:</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>&amp;Recibir como máximo:</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>&amp;Enviar como máximo:</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>Sin límite</translation>
    </message>
    <message>
        <source>A limit that is not chosen here stays as it is at other times; 0 takes it away.</source>
        <translation>Un límite que no se elija aquí queda como en los demás momentos; 0 lo quita.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Preferences</name>
    <message>
        <source>It is an option of each share, and there is no share yet.</source>
        <translation>Es una opción de cada recurso compartido, y aún no hay ninguno.</translation>
    </message>
    <message numerus="yes">
        <source>It holds for all shares but %n that the config file sets.</source>
        <translation>
            <numerusform>Vale para todos los recursos menos uno que fija el archivo de configuración.</numerusform>
            <numerusform>Vale para todos los recursos menos %n que fija el archivo de configuración.</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds for all shares. Each of them can differ in its own options.</source>
        <translation>Vale para todos los recursos compartidos. Cada uno puede diferir en sus propias opciones.</translation>
    </message>
    <message>
        <source>Takes effect at the next start: %1</source>
        <translation>Tendrá efecto en el próximo inicio: %1</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Preferencias</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>&amp;General</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>&amp;Red</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archivo histórico</translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation>A&amp;vanzado</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Idioma:</translation>
    </message>
    <message>
        <source>&amp;Start at login</source>
        <translation>I&amp;niciar al entrar en la sesión</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>&amp;Buscar dispositivos en la red local</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ProblemsPane</name>
    <message>
        <source>If a disk is not mounted, mount it. Otherwise say whether the files are to be fetched again from the other devices, or were meant to be deleted.</source>
        <translation>Si un disco no está montado, móntelo. Si no, diga si los archivos deben traerse de nuevo de los otros dispositivos o si debían borrarse.</translation>
    </message>
    <message>
        <source>Mount the right file system, and all goes on by itself; or accept what is mounted there now.</source>
        <translation>Monte el sistema de archivos correcto y todo seguirá solo; o acepte lo que está montado allí ahora.</translation>
    </message>
    <message>
        <source>Say whether it is to be kept, or is gone for good.</source>
        <translation>Diga si debe conservarse o si se ha ido para siempre.</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Problemas (%1)</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problemas</translation>
    </message>
    <message>
        <source>Problems cannot be shown</source>
        <translation>No se pueden mostrar los problemas</translation>
    </message>
    <message>
        <source>Everything is in sync</source>
        <translation>Todo está sincronizado</translation>
    </message>
    <message>
        <source>Whatever keeps a file from being synced is listed here, with the reason and what to do about it.</source>
        <translation>Aquí aparece lo que impide sincronizar un archivo, con el motivo y lo que se puede hacer.</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>Revisar de nuevo la carpeta</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation>Qué hacer: %1</translation>
    </message>
    <message>
        <source>Delete on all devices…</source>
        <translation>Borrar en todos los dispositivos…</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Traer de nuevo</translation>
    </message>
    <message>
        <source>Accept this file system…</source>
        <translation>Aceptar este sistema de archivos…</translation>
    </message>
    <message>
        <source>Another file system</source>
        <translation>Otro sistema de archivos</translation>
    </message>
    <message>
        <source>Is the file system at “%1” the right one?</source>
        <translation>¿Es correcto el sistema de archivos en «%1»?</translation>
    </message>
    <message>
        <source>What is missing in it is then deleted on all devices; they keep it in their archives.</source>
        <translation>Lo que falte en él se borra entonces en todos los dispositivos; lo conservan en sus archivos históricos.</translation>
    </message>
    <message>
        <source>Accept it</source>
        <translation>Aceptarlo</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Quitar…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Remove “%1” on all devices?</source>
        <translation>¿Quitar «%1» en todos los dispositivos?</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Conservar</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reanudar</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Abrir la carpeta</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Mirar de nuevo</translation>
    </message>
    <message>
        <source>Delete on all devices</source>
        <translation>Borrar en todos los dispositivos</translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n missing file(s) on all devices?</source>
        <translation>
            <numerusform>¿Borrar el archivo que falta en todos los dispositivos?</numerusform>
            <numerusform>¿Borrar los %n archivos que faltan en todos los dispositivos?</numerusform>
        </translation>
    </message>
    <message>
        <source>The other devices keep them in their archives for a while.</source>
        <translation>Los otros dispositivos los conservan un tiempo en sus archivos históricos.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)</source>
        <translation>
            <numerusform>Borrar %n archivo</numerusform>
            <numerusform>Borrar %n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not in sync</source>
        <translation>Lo que no está sincronizado</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RateChart</name>
    <message>
        <source>Rates of the last five minutes</source>
        <translation>Velocidades de los últimos cinco minutos</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Recibe %1, envía %2</translation>
    </message>
    <message>
        <source>Receiving %1</source>
        <translation>Recibe %1</translation>
    </message>
    <message>
        <source>Sending %1</source>
        <translation>Envía %1</translation>
    </message>
    <message>
        <source>5 minutes ago</source>
        <translation>hace 5 minutos</translation>
    </message>
    <message>
        <source>now</source>
        <translation>ahora</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RotateDialog</name>
    <message>
        <source>A read-write secret.</source>
        <translation>Un secreto de lectura y escritura.</translation>
    </message>
    <message>
        <source>A read-only secret: this device may not change anything any more.</source>
        <translation>Un secreto de solo lectura: este dispositivo ya no podrá cambiar nada.</translation>
    </message>
    <message>
        <source>Change the Secret</source>
        <translation>Cambiar el secreto</translation>
    </message>
    <message>
        <source>The folder goes on under another secret. Whoever has the old one is out: devices that shall go on need the new secret, too. Files stay where they are, here and on the other devices, and what people have received so far they keep. This cannot be undone.</source>
        <translation>La carpeta sigue con otro secreto. Quien tiene el antiguo queda fuera: los dispositivos que deban seguir necesitan también el nuevo. Los archivos se quedan donde están, aquí y en los otros dispositivos, y lo que otros hayan recibido hasta ahora lo conservan. Esto no se puede deshacer.</translation>
    </message>
    <message>
        <source>&amp;Make a new secret</source>
        <translation>Crear un secreto &amp;nuevo</translation>
    </message>
    <message>
        <source>&amp;Take over the new secret of another device:</source>
        <translation>&amp;Tomar el secreto nuevo de otro dispositivo:</translation>
    </message>
    <message>
        <source>Secret of the other device</source>
        <translation>Secreto del otro dispositivo</translation>
    </message>
    <message>
        <source>&amp;Change the Secret</source>
        <translation>&amp;Cambiar el secreto</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SearchedTable</name>
    <message>
        <source>Nothing found</source>
        <translation>No se encontró nada</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SecretRow</name>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>&amp;Ocultar</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Mostrar</translation>
    </message>
    <message>
        <source>Read-&amp;write secret</source>
        <translation>Secreto de lectura y &amp;escritura</translation>
    </message>
    <message>
        <source>Read-&amp;only secret</source>
        <translation>Secreto de solo &amp;lectura</translation>
    </message>
    <message>
        <source>Whoever has it can read, change and delete everything in this folder. Give it to your own devices, and to people you trust with the files.</source>
        <translation>Quien lo tenga puede leer, cambiar y borrar todo lo de esta carpeta. Délo a sus propios dispositivos y a personas a las que confíe los archivos.</translation>
    </message>
    <message>
        <source>Whoever has it receives everything in this folder and can change nothing of it on other devices.</source>
        <translation>Quien lo tenga recibe todo lo de esta carpeta y no puede cambiar nada en otros dispositivos.</translation>
    </message>
    <message>
        <source>Read-write secret</source>
        <translation>Secreto de lectura y escritura</translation>
    </message>
    <message>
        <source>Read-only secret</source>
        <translation>Secreto de solo lectura</translation>
    </message>
    <message>
        <source>Shows the secret, so that it can be copied</source>
        <translation>Muestra el secreto para que se pueda copiar</translation>
    </message>
    <message>
        <source>Show the read-write secret</source>
        <translation>Mostrar el secreto de lectura y escritura</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copiar</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>Co&amp;piar</translation>
    </message>
    <message>
        <source>Copy the read-write secret</source>
        <translation>Copiar el secreto de lectura y escritura</translation>
    </message>
    <message>
        <source>Copy the read-only secret</source>
        <translation>Copiar el secreto de solo lectura</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersDonePage</name>
    <message>
        <source>The Files Are Ready</source>
        <translation>Los archivos están listos</translation>
    </message>
    <message>
        <source>Copy them to the servers, and start Shoal there.</source>
        <translation>Cópielos a los servidores e inicie Shoal allí.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Escrito: %1</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>&amp;Abrir la carpeta</translation>
    </message>
    <message>
        <source>&amp;Next steps:</source>
        <translation>&amp;Próximos pasos:</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersPage</name>
    <message>
        <source>Set up Servers</source>
        <translation>Preparar servidores</translation>
    </message>
    <message>
        <source>Each server gets one configuration file for each folder, which names all others.</source>
        <translation>Cada servidor recibe un archivo de configuración por carpeta, que nombra a todos los demás.</translation>
    </message>
    <message>
        <source>Ser&amp;vers:</source>
        <translation>Ser&amp;vidores:</translation>
    </message>
    <message>
        <source>Fol&amp;ders that they share, and the users whom the files belong to:</source>
        <translation>Car&amp;petas que comparten y usuarios a quienes pertenecen los archivos:</translation>
    </message>
    <message>
        <source>First TCP &amp;port (one for each folder):</source>
        <translation>Primer &amp;puerto TCP (uno por carpeta):</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>Servidores</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>&amp;Add Server</source>
        <translation>&amp;Añadir servidor</translation>
    </message>
    <message>
        <source>&amp;Remove Server</source>
        <translation>&amp;Quitar servidor</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Carpetas</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Grupo</translation>
    </message>
    <message>
        <source>Add &amp;Folder</source>
        <translation>Añadir &amp;carpeta</translation>
    </message>
    <message>
        <source>Re&amp;move Folder</source>
        <translation>Q&amp;uitar carpeta</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersTargetPage</name>
    <message>
        <source>Where to Write the Files</source>
        <translation>Dónde escribir los archivos</translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation>Archivos comprimidos (%1)</translation>
    </message>
    <message>
        <source>Write the Files</source>
        <translation>Escribir los archivos</translation>
    </message>
    <message>
        <source>Each server gets a folder with what belongs into /etc/shoal there.</source>
        <translation>Cada servidor recibe una carpeta con lo que allí va en /etc/shoal.</translation>
    </message>
    <message>
        <source>&amp;Write as:</source>
        <translation>&amp;Escribir como:</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Carpeta</translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation>Archivo zip</translation>
    </message>
    <message>
        <source>Tar archive, compressed</source>
        <translation>Archivo tar, comprimido</translation>
    </message>
    <message>
        <source>&amp;Path:</source>
        <translation>&amp;Ruta:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>E&amp;xaminar…</translation>
    </message>
    <message>
        <source>The files hold new read-write secrets, so only you can read them. Files that are there already are not replaced.</source>
        <translation>Los archivos contienen secretos nuevos de lectura y escritura, por eso solo usted puede leerlos. Los archivos que ya existen no se reemplazan.</translation>
    </message>
    <message>
        <source>&amp;Write Files</source>
        <translation>&amp;Escribir archivos</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareDialog</name>
    <message>
        <source>The link is copied.</source>
        <translation>El enlace está copiado.</translation>
    </message>
    <message>
        <source>Show the read-write secret first.</source>
        <translation>Muestre primero el secreto de lectura y escritura.</translation>
    </message>
    <message>
        <source>Scan the code, or send the link over a way that nobody else can read. It opens Shoal on the other device. The file holds the secret, and only you can read it.</source>
        <translation>Escanee el código o envíe el enlace por una vía que nadie más pueda leer. Abre Shoal en el otro dispositivo. El archivo contiene el secreto y solo usted puede leerlo.</translation>
    </message>
    <message>
        <source>Save the Secret</source>
        <translation>Guardar el secreto</translation>
    </message>
    <message>
        <source>The secret is saved in %1.</source>
        <translation>El secreto está guardado en %1.</translation>
    </message>
    <message>
        <source>The share has a new secret. Its other devices need it, too.</source>
        <translation>El recurso compartido tiene un secreto nuevo. Sus otros dispositivos también lo necesitan.</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <translation>Compartir «%1»</translation>
    </message>
    <message>
        <source>Share %1 with other devices</source>
        <translation>Compartir %1 con otros dispositivos</translation>
    </message>
    <message>
        <source>&amp;Link and code for:</source>
        <translation>&amp;Enlace y código para:</translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation>Solo leer</translation>
    </message>
    <message>
        <source>Reading and writing</source>
        <translation>Leer y escribir</translation>
    </message>
    <message>
        <source>QR code of the link</source>
        <translation>Código QR del enlace</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>Copiar en&amp;lace</translation>
    </message>
    <message>
        <source>&amp;Save as File…</source>
        <translation>&amp;Guardar como archivo…</translation>
    </message>
    <message>
        <source>Change the Se&amp;cret…</source>
        <translation>Cambiar el se&amp;creto…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareOptionsDialog</name>
    <message>
        <source>Options of “%1”</source>
        <translation>Opciones de «%1»</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SharePage</name>
    <message>
        <source>Re&amp;sume</source>
        <translation>&amp;Reanudar</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausar</translation>
    </message>
    <message>
        <source>A config file names this share; take it out there</source>
        <translation>Un archivo de configuración nombra este recurso; quítelo allí</translation>
    </message>
    <message>
        <source>Remove share</source>
        <translation>Quitar el recurso compartido</translation>
    </message>
    <message>
        <source>Stop syncing “%1” on this device?</source>
        <translation>¿Dejar de sincronizar «%1» en este dispositivo?</translation>
    </message>
    <message>
        <source>The folder and its files stay where they are, here and on the other devices.</source>
        <translation>La carpeta y sus archivos se quedan donde están, aquí y en los otros dispositivos.</translation>
    </message>
    <message>
        <source>Stop syncing</source>
        <translation>Dejar de sincronizar</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>&amp;Abrir la carpeta</translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation>&amp;Compartir…</translation>
    </message>
    <message>
        <source>Show the secret, so that another device can join</source>
        <translation>Mostrar el secreto para que otro dispositivo pueda unirse</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Más</translation>
    </message>
    <message>
        <source>More to do with this share</source>
        <translation>Más acciones con este recurso compartido</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>Revisar de nuevo la carpeta</translation>
    </message>
    <message>
        <source>Stop syncing on this device…</source>
        <translation>Dejar de sincronizar en este dispositivo…</translation>
    </message>
    <message>
        <source>Pages of this share</source>
        <translation>Páginas de este recurso compartido</translation>
    </message>
    <message>
        <source>Options of this share…</source>
        <translation>Opciones de este recurso compartido…</translation>
    </message>
    <message>
        <source>Export a snapshot…</source>
        <translation>Exportar una instantánea…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareWizard</name>
    <message>
        <source>Add a Share</source>
        <translation>Añadir un recurso compartido</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SnapshotDialog</name>
    <message>
        <source>Export a Snapshot</source>
        <translation>Exportar una instantánea</translation>
    </message>
    <message>
        <source>Tar archive, compressed (*.tar.zst)</source>
        <translation>Archivo tar, comprimido (*.tar.zst)</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Archivo zip (*.zip)</translation>
    </message>
    <message>
        <source>%1 of %2, %3 of %4</source>
        <translation>%1 de %2, %3 de %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln archivo</numerusform>
            <numerusform>%Ln archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Escrito: %1</translation>
    </message>
    <message numerus="yes">
        <source>Written: %1. %n entries are not in it:</source>
        <translation>
            <numerusform>Escrito: %1. Una entrada no está incluida:</numerusform>
            <numerusform>Escrito: %1. %n entradas no están incluidas:</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>Cancelado. No se escribió nada.</translation>
    </message>
    <message>
        <source>Snapshot of “%1”</source>
        <translation>Instantánea de «%1»</translation>
    </message>
    <message>
        <source>Exports all files of %1 into an archive, while others may go on working in it. Each file is in it as it was at one moment. The archive of replaced files is not part of it.</source>
        <translation>Exporta todos los archivos de %1, mientras otros pueden seguir trabajando. Cada archivo queda como estaba en un momento determinado. El archivo histórico de reemplazados no se incluye.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progreso</translation>
    </message>
    <message>
        <source>What is not in the snapshot</source>
        <translation>Lo que no está en la instantánea</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Cancelar</translation>
    </message>
</context>
<context>
    <name>shoal::ui::StartPage</name>
    <message>
        <source>Add a Share</source>
        <translation>Añadir un recurso compartido</translation>
    </message>
    <message>
        <source>A share is a folder that is kept identical on several devices.</source>
        <translation>Un recurso compartido es una carpeta que se mantiene idéntica en varios dispositivos.</translation>
    </message>
    <message>
        <source>&amp;Create a new share</source>
        <translation>&amp;Crear un recurso compartido nuevo</translation>
    </message>
    <message>
        <source>&amp;Join a share</source>
        <translation>&amp;Unirse a un recurso compartido</translation>
    </message>
    <message>
        <source>Set up &amp;servers</source>
        <translation>Preparar &amp;servidores</translation>
    </message>
    <message>
        <source>Choose a folder of this computer. You get the secrets that other devices need to join it.</source>
        <translation>Elija una carpeta de este equipo. Recibirá los secretos que otros dispositivos necesitan para unirse.</translation>
    </message>
    <message>
        <source>Somebody gave you a secret or a link, or you have it from another device of yours.</source>
        <translation>Alguien le dio un secreto o un enlace, o lo tiene de otro dispositivo suyo.</translation>
    </message>
    <message>
        <source>Write the configuration of servers that keep the same folders, ready to be copied to them.</source>
        <translation>Escribir la configuración de servidores que mantienen las mismas carpetas, lista para copiarla.</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SupportDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>Escrito: %1</translation>
    </message>
    <message>
        <source>Save the Support Bundle</source>
        <translation>Guardar el paquete de asistencia</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Archivos zip (*.zip)</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>Reuniendo datos…</translation>
    </message>
    <message>
        <source>Support Bundle</source>
        <translation>Paquete de asistencia</translation>
    </message>
    <message>
        <source>A support bundle is a zip file for somebody who helps you to find out what is wrong. It holds the logs, the configuration, the state of all shares and the versions of the programs. Secrets and passwords are removed; names of files, folders and devices are not. Nothing is sent anywhere, and only you can read the file.</source>
        <translation>Un paquete de asistencia es un archivo zip para quien le ayude a averiguar qué falla. Contiene los registros, la configuración, el estado de todos los recursos compartidos y las versiones de los programas. Se quitan los secretos y las contraseñas, pero no los nombres de archivos, carpetas y dispositivos. No se envía nada a ningún sitio y solo usted puede leer el archivo.</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>&amp;Guardar…</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>&amp;Abrir la carpeta</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TransfersPane</name>
    <message>
        <source>Transfers</source>
        <translation>Transferencias</translation>
    </message>
    <message>
        <source>Still to begin: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>Aún por empezar: %1, %2</translation>
    </message>
    <message>
        <source>Nothing is transferred</source>
        <translation>No se transfiere nada</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>No hay nada en camino</translation>
    </message>
    <message>
        <source>Files appear here while they are sent to or received from other devices.</source>
        <translation>Los archivos aparecen aquí mientras se envían a otros dispositivos o se reciben de ellos.</translation>
    </message>
    <message>
        <source>Files on their way</source>
        <translation>Archivos en camino</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TrayIcon</name>
    <message>
        <source>Everything is up to date</source>
        <translation>Todo está al día</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>Sincronizando</translation>
    </message>
    <message>
        <source>All shares are paused</source>
        <translation>Todos los recursos están en pausa</translation>
    </message>
    <message>
        <source>Something needs your attention</source>
        <translation>Algo necesita su atención</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>Ningún otro dispositivo está conectado</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation>No hay conexión con la instancia</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>Aún no hay ninguna carpeta compartida</translation>
    </message>
    <message>
        <source>To come: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>Por llegar: %1, %2</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>Recibe %1, envía %2</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>&amp;Reanudar todo</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>&amp;Pausar todo</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what happened to a file, its path</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Aún no ha ocurrido nada</translation>
    </message>
    <message>
        <source>&amp;Show window</source>
        <translation>&amp;Mostrar la ventana</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>Abrir &amp;carpeta</translation>
    </message>
    <message>
        <source>Recent &amp;changes</source>
        <translation>&amp;Cambios recientes</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>&amp;Añadir recurso compartido…</translation>
    </message>
    <message>
        <source>Pr&amp;eferences</source>
        <translation>Pr&amp;eferencias</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
</context>
<context>
    <name>shoal::ui::WeeklyPlan</name>
    <message>
        <source>This instance is of an older version and knows no weekly plan.</source>
        <translation>Esta instancia es de una versión anterior y no conoce ningún plan semanal.</translation>
    </message>
    <message>
        <source>Other limits at some times of the week, in local time. Where periods overlap, the upper one counts.</source>
        <translation>Otros límites en algunos momentos de la semana, en hora local. Donde se solapan varios períodos, vale el de más arriba.</translation>
    </message>
    <message>
        <source>Weekly plan of the limits</source>
        <translation>Plan semanal de los límites</translation>
    </message>
    <message>
        <source>The same limits all week</source>
        <translation>Los mismos límites toda la semana</translation>
    </message>
    <message>
        <source>Add a period to send or receive slower, or faster, at some times of the week.</source>
        <translation>Añada un período para enviar o recibir más despacio, o más deprisa, en algunos momentos de la semana.</translation>
    </message>
    <message>
        <source>Add &amp;Period…</source>
        <translation>Añadir &amp;período…</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>&amp;Cambiar…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>S&amp;ubir</translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation>&amp;Bajar</translation>
    </message>
</context>
</TS>
