<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>SecretTool</name>
    <message>
        <source>There is no secret in it.</source>
        <translation>其中没有密钥。</translation>
    </message>
    <message>
        <source>A secret begins with A or B.</source>
        <translation>密钥以 A 或 B 开头。</translation>
    </message>
    <message>
        <source>A secret has %1 characters, this has %2.</source>
        <translation>密钥有 %1 个字符，这个有 %2 个。</translation>
    </message>
    <message>
        <source>A secret has the letters A to Z and the digits 2 to 7 only. Perhaps one was mistyped.</source>
        <translation>密钥只包含字母 A 到 Z 和数字 2 到 7。可能输错了某个字符。</translation>
    </message>
</context>
<context>
    <name>Wordings</name>
    <message>
        <source>%1</source>
        <comment>what the system said: not found</comment>
        <translation>找不到：%1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: access is denied</comment>
        <translation>访问被拒绝：%1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is full</comment>
        <translation>磁盘已满：%1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the disk is read-only</comment>
        <translation>磁盘为只读：%1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: too many files are open</comment>
        <translation>打开的文件过多：%1</translation>
    </message>
    <message>
        <source>%1</source>
        <comment>what the system said: the system reports an error</comment>
        <translation>系统报告错误：%1</translation>
    </message>
    <message>
        <source>it is a device, a FIFO or a socket, and those are not synced</source>
        <translation>它是设备文件、FIFO 或套接字，这些不会被同步</translation>
    </message>
    <message>
        <source>warning: a program has a database open here; its files change together, and other devices may get them in a state that cannot be used</source>
        <translation>警告：有程序在这里打开了数据库；它的文件是一起变化的，其他设备得到的可能无法使用</translation>
    </message>
    <message>
        <source>it was changed here, and this device has only the read-only secret</source>
        <translation>它在这里被更改，而本设备只有只读密钥</translation>
    </message>
    <message>
        <source>a program here has it open for writing</source>
        <translation>这里有程序正打开它进行写入</translation>
    </message>
    <message>
        <source>what it replaces has to be kept, and the archive is full</source>
        <translation>被它替换的内容必须保留，而存档已满</translation>
    </message>
    <message>
        <source>the archive is full of losers of conflicts and replaced local edits, which are kept for %1 days: %2 bytes, and the limit is %3; changes that would add such a file wait</source>
        <translation>存档中满是冲突中被舍弃的版本和被替换的本地更改，它们会保留 %1 天：共 %2 字节，上限为 %3；会添加此类文件的更改需要等待</translation>
    </message>
    <message>
        <source>another file is mounted over it: what is seen there does not belong to the folder, and is not synced</source>
        <translation>它上面挂载了另一个文件：那里看到的内容不属于此文件夹，不会被同步</translation>
    </message>
    <message>
        <source>the file system that was mounted here is gone</source>
        <translation>原来挂载在这里的文件系统不见了</translation>
    </message>
    <message>
        <source>another file system is mounted here than before</source>
        <translation>这里挂载的文件系统与之前不同</translation>
    </message>
    <message>
        <source>the directory in which a file system was mounted is gone, and the file system with it</source>
        <translation>挂载文件系统的目录不见了，文件系统也随之不见</translation>
    </message>
    <message>
        <source>another file system is mounted above it than before</source>
        <translation>其上级挂载的文件系统与之前不同</translation>
    </message>
    <message>
        <source>a directory belongs here, but something that is not synced has its name</source>
        <translation>这里应当是一个目录，但某个不同步的内容占用了它的名称</translation>
    </message>
    <message>
        <source>it was deleted elsewhere but still holds something that is not synced</source>
        <translation>它已在别处删除，但仍含有不同步的内容</translation>
    </message>
    <message>
        <source>a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1</source>
        <translation>一个在别处删除的目录仍含有内容，且无法放回原处：%1</translation>
    </message>
    <message>
        <source>it is older than what is remembered of deletions: perhaps it was deleted long ago</source>
        <translation>它比所记得的删除记录更旧：也许很久以前就已删除</translation>
    </message>
    <message>
        <source>no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits</source>
        <translation>无法再打开文件（此进程最多可打开 %1 个，RLIMIT_NOFILE）：共享正在等待</translation>
    </message>
    <message>
        <source>the file system is mounted read-only: changes of other devices wait, files are still served</source>
        <translation>文件系统以只读方式挂载：其他设备的更改需要等待，文件仍可提供给它们</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days before this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>“%1”要求忘记截至本设备时钟之前 %2 天的删除记录，而至少须早于 170 天：已拒绝</translation>
    </message>
    <message>
        <source>&apos;%1&apos; wants deletions to be forgotten up to %2 days after this device&apos;s clock, and 170 days before it is the least: the horizon is refused</source>
        <translation>“%1”要求忘记截至本设备时钟之后 %2 天的删除记录，而至少须早于 170 天：已拒绝</translation>
    </message>
    <message>
        <source>.sync/ID is gone: this may be an empty mount point or another disk</source>
        <translation>.sync/ID 不见了：这可能是空的挂载点或另一个磁盘</translation>
    </message>
    <message>
        <source>%1 of %2 files are missing: nothing is deleted elsewhere until you say so</source>
        <translation>缺少 %2 个文件中的 %1 个：在您作出决定之前，别处不会删除任何内容</translation>
    </message>
    <message>
        <source>the ignore list cannot be used: %1</source>
        <translation>忽略列表无法使用：%1</translation>
    </message>
    <message>
        <source>it is on this read-only device only: it was added here, or deleted elsewhere while this device could not know; it is kept, and not synced</source>
        <translation>它只存在于这台只读设备上：在这里添加，或在本设备无法得知时于别处删除；它会保留，但不会被同步</translation>
    </message>
    <message>
        <source>its directory is not on this disk yet</source>
        <translation>它的目录还不在此磁盘上</translation>
    </message>
    <message>
        <source>it is about to be written here</source>
        <translation>它即将写入这里</translation>
    </message>
    <message>
        <source>its deletion is about to be done here</source>
        <translation>它即将在这里删除</translation>
    </message>
    <message>
        <source>it is being fetched</source>
        <translation>正在获取</translation>
    </message>
    <message>
        <source>it waits for its turn to be fetched</source>
        <translation>正在等待轮到它</translation>
    </message>
    <message>
        <source>no peer is connected</source>
        <translation>没有已连接的设备</translation>
    </message>
    <message>
        <source>no connected peer has it</source>
        <translation>已连接的设备都没有它</translation>
    </message>
    <message>
        <source>; it is this device&apos;s own, lost here</source>
        <translation>；它出自本设备，已在这里丢失</translation>
    </message>
    <message>
        <source>, not even &apos;%1&apos;, which wrote it</source>
        <translation>，连写它的“%1”也没有</translation>
    </message>
    <message>
        <source>; this version was made by &apos;%1&apos;</source>
        <translation>；此版本由“%1”制作</translation>
    </message>
    <message>
        <source>, last seen %1</source>
        <translation>，最后出现于 %1</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks 1 file (%2 bytes)</source>
        <translation>“%1”缺少 1 个文件（%2 字节）</translation>
    </message>
    <message>
        <source>&apos;%1&apos; lacks %2 files (%3 bytes)</source>
        <translation>“%1”缺少 %2 个文件（%3 字节）</translation>
    </message>
    <message>
        <source>&apos;%1&apos; says: %2</source>
        <translation>“%1”报告：%2</translation>
    </message>
    <message>
        <source>; it says: %1</source>
        <translation>；它报告：%1</translation>
    </message>
    <message>
        <source>move it out of the share, or add it to .sync/IgnoreList</source>
        <translation>请将它移出共享，或加入 .sync/IgnoreList</translation>
    </message>
    <message>
        <source>keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList</source>
        <translation>请将数据库放在共享之外，并放入其转储或备份；或将它加入 .sync/IgnoreList</translation>
    </message>
    <message>
        <source>make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere</source>
        <translation>请让运行 Shoal 的用户可以读取它；在此之前，别处不会删除任何内容</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: the disk may be failing; it is read again at the next scan</source>
        <translation>请查看系统日志：磁盘可能有故障；下次扫描时会再次读取</translation>
    </message>
    <message>
        <source>it is looked at again by itself</source>
        <translation>会自动再次查看</translation>
    </message>
    <message>
        <source>it is read again and again; look whether the disk is in order</source>
        <translation>会反复读取；请检查磁盘是否正常</translation>
    </message>
    <message>
        <source>it is tried again by itself</source>
        <translation>会自动重试</translation>
    </message>
    <message>
        <source>make room on the disk; it is tried again by itself</source>
        <translation>请腾出磁盘空间；会自动重试</translation>
    </message>
    <message>
        <source>make room on the disk, if that is what is missing; it is tried again by itself</source>
        <translation>如果是空间不足，请腾出磁盘空间；会自动重试</translation>
    </message>
    <message>
        <source>make room in .sync/Archive, or raise &quot;archive_max_size&quot;</source>
        <translation>请在 .sync/Archive 中腾出空间，或调大“archive_max_size”</translation>
    </message>
    <message>
        <source>look through .sync/Archive and remove what is not needed, or raise &quot;archive_max_size&quot;</source>
        <translation>请查看 .sync/Archive 并删除不需要的内容，或调大“archive_max_size”</translation>
    </message>
    <message>
        <source>undo the change, move the file away, or set &quot;overwrite_changes&quot;: true for this share</source>
        <translation>请撤销更改、移走文件，或为此共享设置“overwrite_changes”: true</translation>
    </message>
    <message>
        <source>it is replaced as soon as it is closed</source>
        <translation>关闭后会立即替换</translation>
    </message>
    <message>
        <source>unmount it, and the file below it is synced; or add it to .sync/IgnoreList</source>
        <translation>请卸载它，下面的文件就会被同步；或将它加入 .sync/IgnoreList</translation>
    </message>
    <message>
        <source>mount the right one, and all goes on by itself; or accept what is there now with &apos;shoal confirm --new-mount %1&apos;</source>
        <translation>请挂载正确的文件系统，一切会自动继续；或用“shoal confirm --new-mount %1”接受现有的</translation>
    </message>
    <message>
        <source>; until then nothing below it is synced, and nothing deleted</source>
        <translation>；在此之前，其下的内容既不同步也不删除</translation>
    </message>
    <message>
        <source>&apos;shoal why&apos; names the directory, and what to do</source>
        <translation>“shoal why”会指出是哪个目录以及该怎么做</translation>
    </message>
    <message>
        <source>rename or remove it</source>
        <translation>请重命名或移除它</translation>
    </message>
    <message>
        <source>it is tried again by itself; rename or remove what is not synced and has this name</source>
        <translation>会自动重试；请重命名或移除占用此名称且不同步的内容</translation>
    </message>
    <message>
        <source>look at what is in it (perhaps ignored files) and remove it by hand</source>
        <translation>请查看其中的内容（可能是被忽略的文件），并手动移除</translation>
    </message>
    <message>
        <source>raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often</source>
        <translation>请提高上限，例如在 /etc/sysctl.d 中放一个文件；在此之前会更频繁地扫描文件夹</translation>
    </message>
    <message>
        <source>raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the whole system is at sysctl fs.file-max</source>
        <translation>请提高上限：systemd 单元中的 LimitNOFILE，或 ulimit -n；如果已足够高，则整个系统已达到 sysctl fs.file-max</translation>
    </message>
    <message>
        <source>look into the system&apos;s log for the reason (a failing disk?) and mount it writable; all goes on by itself</source>
        <translation>请在系统日志中查找原因（磁盘故障？），并以可写方式挂载；一切会自动继续</translation>
    </message>
    <message>
        <source>set the clock of the device that is wrong</source>
        <translation>请校正时钟有误的设备</translation>
    </message>
    <message>
        <source>answer with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>请用“shoal confirm %1 --keep”或“--remove”回答；目录的路径代表其中所有被暂留的内容</translation>
    </message>
    <message>
        <source>answer on a read-write device with &apos;shoal confirm %1 --keep&apos; or &apos;--remove&apos;; a directory&apos;s path answers for all that is held in it</source>
        <translation>请在可以写入的设备上用“shoal confirm %1 --keep”或“--remove”回答；目录的路径代表其中所有被暂留的内容</translation>
    </message>
    <message>
        <source>mend .sync/IgnoreList, then restart</source>
        <translation>请修正 .sync/IgnoreList，然后重新启动</translation>
    </message>
    <message>
        <source>mount the right disk; or answer with &apos;shoal confirm %1 --refill&apos; (fetch the missing files again from the peers) or &apos;--deleted-everywhere&apos; (it was meant)</source>
        <translation>请挂载正确的磁盘；或用“shoal confirm %1 --refill”（从其他设备重新获取缺少的文件）或“--deleted-everywhere”（确实要删除）回答</translation>
    </message>
    <message>
        <source>delete it if nobody needs it; put it on a read-write device if it should be synced</source>
        <translation>如果没有人需要，请删除它；如果要同步，请放到可以写入的设备上</translation>
    </message>
    <message>
        <source>check that another device with this secret is running and reachable</source>
        <translation>请检查是否有另一台持有此密钥的设备在运行且可以连接</translation>
    </message>
    <message>
        <source>wait, or see to it that a device that has it is connected</source>
        <translation>请等待，或让拥有它的设备连接上</translation>
    </message>
    <message>
        <source>; &apos;%1&apos; has it</source>
        <translation>；“%1”有它</translation>
    </message>
    <message>
        <source>put it back from an archive or a backup, or delete it on any device to end the wait</source>
        <translation>请从存档或备份中放回，或在任一设备上删除它以结束等待</translation>
    </message>
    <message>
        <source>see to it on that device</source>
        <translation>请在那台设备上处理</translation>
    </message>
    <message>
        <source>make the folder available: mount its disk, or move it back</source>
        <translation>请让文件夹可用：挂载其磁盘，或将它移回原处</translation>
    </message>
    <message>
        <source>make room on the disk that is full, or raise the quota</source>
        <translation>请在已满的磁盘上腾出空间，或提高配额</translation>
    </message>
    <message>
        <source>mount the disk writable that is read-only (a failing one becomes so; the system&apos;s log says it)</source>
        <translation>请以可写方式挂载只读的磁盘（有故障的磁盘会变为只读；系统日志中有说明）</translation>
    </message>
    <message>
        <source>let the user that shoald runs as read, enter and change what the message names (chown, chmod)</source>
        <translation>请让运行 shoald 的用户可以读取、进入和更改消息中提到的内容（chown、chmod）</translation>
    </message>
    <message>
        <source>raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n</source>
        <translation>请提高打开文件数的上限：systemd 单元中的 LimitNOFILE，或 ulimit -n</translation>
    </message>
    <message>
        <source>put right what the message names</source>
        <translation>请修正消息中提到的问题</translation>
    </message>
    <message>
        <source>end the other program that uses it</source>
        <translation>请结束正在使用它的另一个程序</translation>
    </message>
    <message>
        <source>nothing: a damaged index is set aside, and the folder joined anew</source>
        <translation>无需操作：损坏的索引会被放到一边，文件夹会重新加入</translation>
    </message>
    <message>
        <source>use a file system that can do this</source>
        <translation>请使用支持此功能的文件系统</translation>
    </message>
    <message>
        <source>look into the system&apos;s log: a disk may be failing</source>
        <translation>请查看系统日志：可能有磁盘故障</translation>
    </message>
    <message>
        <source>; the folder is &apos;%1&apos;, and the index lies in storage_path, &apos;%2&apos;</source>
        <translation>；文件夹是“%1”，索引位于 storage_path“%2”</translation>
    </message>
    <message>
        <source>; it is tried again every 10 seconds</source>
        <translation>；每 10 秒重试一次</translation>
    </message>
    <message>
        <source>This file system cannot exchange two files: a file that a program saves by renaming in the very instant we replace it can be overwritten.</source>
        <translation>此文件系统无法交换两个文件：如果程序恰好在我们替换文件的瞬间以重命名方式保存它，该文件可能被覆盖。</translation>
    </message>
    <message>
        <source>This file system can neither exchange files nor make hard links: a file is absent for an instant while we replace it.</source>
        <translation>此文件系统既不能交换文件也不能创建硬链接：我们替换文件时，它会短暂消失。</translation>
    </message>
    <message>
        <source>This file system can neither rename without replacing nor make hard links: new files cannot be put in place safely, so they are not.</source>
        <translation>此文件系统既不能在不替换的情况下重命名，也不能创建硬链接：新文件无法安全就位，因此不会放入。</translation>
    </message>
    <message>
        <source>We cannot learn whether somebody has a file open for writing: replaced files are kept for 60 quiet seconds in case somebody still writes to them.</source>
        <translation>我们无法得知是否有人正打开文件进行写入：被替换的文件会保留 60 秒的静默期，以防仍有人写入。</translation>
    </message>
    <message>
        <source>Files have no birth time here: a moved directory is taken for a deleted and a new one more often.</source>
        <translation>这里的文件没有创建时间：移动的目录更常被当作一个删除的和一个新的目录。</translation>
    </message>
    <message>
        <source>Names that differ only in upper and lower case are the same here: one of two such files gets a suffix.</source>
        <translation>仅大小写不同的名称在这里视为相同：两个这样的文件之一会加上后缀。</translation>
    </message>
    <message>
        <source>Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix.</source>
        <translation>仅重音编码方式不同的名称在这里视为相同：两个这样的文件之一会加上后缀。</translation>
    </message>
    <message>
        <source>This file system refuses some names: such files get another name here.</source>
        <translation>此文件系统不接受某些名称：这样的文件在这里会使用其他名称。</translation>
    </message>
    <message>
        <source>This file system has no symbolic links: they are not made here.</source>
        <translation>此文件系统没有符号链接：这里不会创建。</translation>
    </message>
    <message>
        <source>This file system does not keep permissions: those of other devices are passed on but not set here.</source>
        <translation>此文件系统不保留权限：其他设备的权限会传递，但不会在这里设置。</translation>
    </message>
    <message>
        <source>This file system does not keep extended attributes: those of other devices are passed on but not set here.</source>
        <translation>此文件系统不保留扩展属性：其他设备的扩展属性会传递，但不会在这里设置。</translation>
    </message>
    <message>
        <source>File times are kept in whole seconds here: files changed within such a time are read again to be sure.</source>
        <translation>这里的文件时间以整秒保存：在这样的时间内更改的文件会再次读取以确保无误。</translation>
    </message>
    <message>
        <source>the index of &apos;%1&apos; was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the disk of storage_path fails; the old index is kept there as &apos;%3&apos;, and may be removed</source>
        <translation>“%1”的索引已损坏（%2）：文件夹已重新加入，没有删除任何内容；请检查 storage_path 所在磁盘是否有故障；旧索引以“%3”保留在那里，可以移除</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: another one stands there than when its first scan was interrupted; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>文件夹“%1”与其索引所知的状态不符：那里的文件夹与首次扫描中断时的不是同一个；文件夹已重新加入，没有删除任何内容；旧索引以“%2”保留在 storage_path 中，可以移除</translation>
    </message>
    <message>
        <source>the folder &apos;%1&apos; is not in the state that its index knows: one of them was restored from a backup; the folder was joined anew, and nothing was deleted; the old index is kept in storage_path as &apos;%2&apos;, and may be removed</source>
        <translation>文件夹“%1”与其索引所知的状态不符：其中之一是从备份恢复的；文件夹已重新加入，没有删除任何内容；旧索引以“%2”保留在 storage_path 中，可以移除</translation>
    </message>
    <message>
        <source>the storage_path of this device was copied or moved here from another place: &apos;%1&apos; goes on as a new author, so that nothing is numbered twice; if the original still runs, stop one of the two, remove device.key from its storage_path, and start it again</source>
        <translation>本设备的 storage_path 是从别处复制或移动过来的：“%1”以新作者身份继续，以免重复编号；如果原来的仍在运行，请停止其中一个，从其 storage_path 中移除 device.key，然后重新启动</translation>
    </message>
    <message>
        <source>&apos;%1&apos; in &apos;%2&apos; was out of the way when the program or the machine stopped, and nothing tells any more where it belongs: look what is in it, and move it there or remove it</source>
        <translation>程序或计算机停止时，“%2”中的“%1”正被放在一边，现已无从得知它属于哪里：请查看其中的内容，然后移到该处或移除</translation>
    </message>
    <message>
        <source>the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as soon as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again</source>
        <translation>位于 %1（%2）和 %3（%4）的设备使用同一个设备密钥：某个 storage_path 被复制了；两者相遇后会各自换用新密钥；如果无法相遇，请停止其中一个，从其 storage_path 中移除 device.key，然后重新启动</translation>
    </message>
    <message>
        <source>the device at %1 (%2) uses the device key of this one: the storage_path was copied; each of the two takes a new key and goes on with it</source>
        <translation>位于 %1（%2）的设备使用了本设备的密钥：storage_path 被复制了；两者会各自换用新密钥并继续</translation>
    </message>
    <message>
        <source>the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets</source>
        <translation>位于 %1 的设备自称 %2，与本设备没有任何共享：如果应当有，请比对密钥</translation>
    </message>
    <message>
        <source>a device at %1 knocks, which calls itself %2, but shares nothing with this one: if it should, compare the secrets</source>
        <translation>位于 %1、自称 %2 的设备尝试连接，但与本设备没有任何共享：如果应当有，请比对密钥</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>%1 的时钟比这里快 %2 分钟：同步会继续，但同时发生的两个更改中可能错误的一个胜出；请校正两边的时钟（timedatectl set-ntp true）</translation>
    </message>
    <message>
        <source>the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)</source>
        <translation>%1 的时钟比这里慢 %2 分钟：同步会继续，但同时发生的两个更改中可能错误的一个胜出；请校正两边的时钟（timedatectl set-ntp true）</translation>
    </message>
    <message>
        <source>the device there (%1) shares nothing with this one: compare the secrets</source>
        <translation>那边的设备（%1）与本设备没有任何共享：请比对密钥</translation>
    </message>
    <message>
        <source>it broke the protocol, and is not let in for 10 minutes; the log says how</source>
        <translation>它违反了协议，10 分钟内不允许进入；日志中有详情</translation>
    </message>
    <message>
        <source>the device &apos;%1&apos; (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal there; if it happens again, its disk or memory may be failing, or somebody altered its program: then take it off, and give the others a new secret</source>
        <translation>设备“%1”（%2）违反了协议，10 分钟内未被允许进入：%3；请更新那里的 Shoal；如果再次发生，可能是其磁盘或内存有故障，或有人改动了其程序：请将它移出，并给其他设备新的密钥</translation>
    </message>
    <message>
        <source>the share has not answered: its disk is busy or does not respond</source>
        <translation>共享没有应答：其磁盘正忙或没有响应</translation>
    </message>
    <message>
        <source>ask again in a moment</source>
        <translation>请稍后再问</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>%1 and %2</source>
        <comment>a duration, such as: 2 hours and 5 minutes</comment>
        <translation>%1和%2</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 小时</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>a rate, such as: 1.2 MB/s</comment>
        <translation>%1/秒</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::app::DesktopProgram</name>
    <message>
        <source>The engine of this program does not run: %1</source>
        <translation>本程序的引擎没有运行：%1</translation>
    </message>
</context>
<context>
    <name>shoal::app::ShownInstance</name>
    <message>
        <source>The instance at %1 cannot be shown: %2. This window shows the engine of this program; the menu lets you choose another instance.</source>
        <translation>无法显示位于 %1 的实例：%2。此窗口显示本程序的引擎；您可以在菜单中选择其他实例。</translation>
    </message>
</context>
<context>
    <name>shoal::models::ArchiveModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Replaced or deleted</source>
        <translation>被替换或删除</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>shoal::models::ConflictModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>This version by</source>
        <comment>device that wrote the version that has the name</comment>
        <translation>此版本来自</translation>
    </message>
    <message>
        <source>That version by</source>
        <comment>device that wrote the version that was put beside it</comment>
        <translation>另一版本来自</translation>
    </message>
</context>
<context>
    <name>shoal::models::FolderReport</name>
    <message>
        <source>Choose a folder.</source>
        <translation>请选择一个文件夹。</translation>
    </message>
    <message>
        <source>The path has to begin with a slash, for example /home/anna/Photos.</source>
        <translation>路径必须以斜杠开头，例如 /home/anna/Photos。</translation>
    </message>
    <message>
        <source>This is the root of the whole file system. Choose a folder below it.</source>
        <translation>这是整个文件系统的根目录。请选择其下的文件夹。</translation>
    </message>
    <message>
        <source>This is a file, not a folder. Choose a folder.</source>
        <translation>这是文件，不是文件夹。请选择一个文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 does not exist. Create it first, or choose another place.</source>
        <translation>文件夹 %1 不存在。请先创建它，或选择别的位置。</translation>
    </message>
    <message>
        <source>This folder is shared already. A folder belongs to one share.</source>
        <translation>此文件夹已经共享。一个文件夹只属于一个共享。</translation>
    </message>
    <message>
        <source>This folder lies inside the shared folder %1. Choose one outside of it.</source>
        <translation>此文件夹位于已共享的文件夹 %1 内。请选择它以外的文件夹。</translation>
    </message>
    <message>
        <source>This folder contains the shared folder %1. Choose one outside of it.</source>
        <translation>此文件夹包含已共享的文件夹 %1。请选择它以外的文件夹。</translation>
    </message>
    <message>
        <source>You may not read this folder, so its files may not be synced. Check its permissions.</source>
        <translation>您无权读取此文件夹，其中的文件可能无法同步。请检查其权限。</translation>
    </message>
    <message>
        <source>You may not write to %1, so files of other devices may not arrive. Check its permissions.</source>
        <translation>您无权写入 %1，其他设备的文件可能无法到达。请检查其权限。</translation>
    </message>
    <message>
        <source>The disk is read-only, so files of other devices cannot arrive here.</source>
        <translation>磁盘为只读，其他设备的文件无法到达这里。</translation>
    </message>
    <message>
        <source>The disk is full: only %1 are free. Make room first, or choose another disk.</source>
        <translation>磁盘已满：仅剩 %1。请先腾出空间，或选择别的磁盘。</translation>
    </message>
    <message>
        <source>The folder does not exist yet. It is created.</source>
        <translation>文件夹还不存在，将会创建。</translation>
    </message>
    <message>
        <source>The folder is not empty. What is in it is synced too; of two files with one name, the newer one stays and the other goes to the archive.</source>
        <translation>文件夹不为空。其中的内容也会同步；两个同名文件中保留较新的，另一个移入存档。</translation>
    </message>
    <message>
        <source>The folder has been shared before. With the same secret it goes on where it was.</source>
        <translation>此文件夹以前共享过。使用相同的密钥会从原处继续。</translation>
    </message>
</context>
<context>
    <name>shoal::models::HistoryModel</name>
    <message>
        <source>%1, before: %2</source>
        <comment>new and old path of a file</comment>
        <translation>%1，原为：%2</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已修改</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>已移动</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已存档</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>本设备</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>发生了什么</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>On</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>shoal::models::IgnorePreviewModel</name>
    <message>
        <source>Rule: %1</source>
        <translation>规则：%1</translation>
    </message>
    <message>
        <source>Synced</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Ignored, line %1</source>
        <translation>已忽略，第 %1 行</translation>
    </message>
    <message>
        <source>Ignored always</source>
        <translation>始终忽略</translation>
    </message>
    <message>
        <source>File or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>With these rules</source>
        <translation>按这些规则</translation>
    </message>
</context>
<context>
    <name>shoal::models::InstanceListModel</name>
    <message>
        <source>%1 (this program)</source>
        <translation>%1（本程序）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Control socket</source>
        <translation>控制套接字</translation>
    </message>
</context>
<context>
    <name>shoal::models::LimitPeriodsModel</name>
    <message>
        <source>Every day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>from a day of the week to another</comment>
        <translation>%1至%2</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between days of the week</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>All day</source>
        <translation>全天</translation>
    </message>
    <message>
        <source>%1 – %2 on the next day</source>
        <comment>times</comment>
        <translation>%1 – 次日 %2</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>times</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>As usual</source>
        <translation>同平时</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionTexts</name>
    <message>
        <source>Device &amp;name:</source>
        <translation>设备名称(&amp;N)：</translation>
    </message>
    <message>
        <source>How this device calls itself to others.</source>
        <translation>本设备对其他设备显示的名称。</translation>
    </message>
    <message>
        <source>&amp;Port:</source>
        <translation>端口(&amp;P)：</translation>
    </message>
    <message>
        <source>The TCP port that other devices connect to; 0: any free one.</source>
        <translation>其他设备连接的 TCP 端口；0：任意空闲端口。</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>接收上限(&amp;R)：</translation>
    </message>
    <message>
        <source>How fast to receive; 0: no limit.</source>
        <translation>接收速度；0：不限制。</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>发送上限(&amp;S)：</translation>
    </message>
    <message>
        <source>How fast to send; 0: no limit.</source>
        <translation>发送速度；0：不限制。</translation>
    </message>
    <message>
        <source>&amp;Limits in the local network too</source>
        <translation>局域网内也限制(&amp;L)</translation>
    </message>
    <message>
        <source>The limits hold in the local network, too.</source>
        <translation>限制在局域网内同样有效。</translation>
    </message>
    <message>
        <source>Look through &amp;folders every:</source>
        <translation>检查文件夹间隔(&amp;F)：</translation>
    </message>
    <message>
        <source>How often to look through whole folders, in case that a change was missed; 0: only at the start.</source>
        <translation>多久完整检查一次文件夹，以防漏掉更改；0：仅在启动时。</translation>
    </message>
    <message>
        <source>&amp;Keep for:</source>
        <translation>保留时间(&amp;K)：</translation>
    </message>
    <message>
        <source>How long replaced and deleted files stay in the archive; 0: for ever.</source>
        <translation>被替换和删除的文件在存档中保留多久；0：永久。</translation>
    </message>
    <message>
        <source>Keep at &amp;most:</source>
        <translation>最多保留(&amp;M)：</translation>
    </message>
    <message>
        <source>How large the archive of a share may grow; 0: a tenth of the disk.</source>
        <translation>一个共享的存档可以有多大；0：磁盘的十分之一。</translation>
    </message>
    <message>
        <source>Files &amp;up to:</source>
        <translation>文件大小不超过(&amp;U)：</translation>
    </message>
    <message>
        <source>Larger files do not go to the archive.</source>
        <translation>更大的文件不进入存档。</translation>
    </message>
    <message>
        <source>Leave fr&amp;ee on the disk:</source>
        <translation>磁盘保留空闲(&amp;E)：</translation>
    </message>
    <message>
        <source>What files of other devices leave free on the disk.</source>
        <translation>其他设备的文件在磁盘上留出的空间。</translation>
    </message>
    <message>
        <source>Show &amp;absent devices for:</source>
        <translation>显示离线设备的时间(&amp;A)：</translation>
    </message>
    <message>
        <source>How long devices are shown that are not connected any more.</source>
        <translation>不再连接的设备显示多久。</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>在局域网中查找设备(&amp;F)</translation>
    </message>
    <message>
        <source>Look for other devices of the share in the local network.</source>
        <translation>在局域网中查找此共享的其他设备。</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere:</source>
        <translation>其他地方的设备(&amp;D)：</translation>
    </message>
    <message>
        <source>Devices to connect to, each host:port, with commas between.</source>
        <translation>要连接的设备，格式为 主机:端口，用逗号分隔。</translation>
    </message>
    <message>
        <source>&amp;Keep replaced and deleted files</source>
        <translation>保留被替换和删除的文件(&amp;K)</translation>
    </message>
    <message>
        <source>What other devices replace or delete goes to the archive.</source>
        <translation>其他设备替换或删除的内容移入存档。</translation>
    </message>
    <message>
        <source>&amp;Undo what is changed here</source>
        <translation>撤销在这里所做的更改(&amp;U)</translation>
    </message>
    <message>
        <source>On a device that may only read: what is changed here is replaced by what the others have.</source>
        <translation>在只读设备上：这里的更改会被其他设备的内容替换。</translation>
    </message>
    <message>
        <source>&amp;Apply setuid and setgid</source>
        <translation>应用 setuid 和 setgid(&amp;A)</translation>
    </message>
    <message>
        <source>Files may get the rights of their owner when they are run. Needs root.</source>
        <translation>文件运行时可能获得其所有者的权限。需要 root。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>&amp;Weekly Plan</source>
        <translation>每周计划(&amp;W)</translation>
    </message>
    <message>
        <source>Other limits at some times of the week.</source>
        <translation>在每周的某些时段使用不同的限速。</translation>
    </message>
</context>
<context>
    <name>shoal::models::OptionsModel</name>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Set in the config file %1, line %2. Change it there.</source>
        <translation>由配置文件 %1 第 %2 行设定。请在那里修改。</translation>
    </message>
    <message>
        <source>Option</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认值</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>含义</translation>
    </message>
    <message numerus="yes">
        <source>%n period(s)</source>
        <translation>
            <numerusform>%n 个时段</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>shoal::models::PeerModel</name>
    <message>
        <source>In sync</source>
        <translation>已同步</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Offline since %1</source>
        <translation>离线，自 %1</translation>
    </message>
    <message>
        <source>Never met</source>
        <translation>从未连接</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Through a relay</source>
        <translation>通过中继</translation>
    </message>
    <message>
        <source>Found in the local network</source>
        <translation>在局域网中找到</translation>
    </message>
    <message>
        <source>Found at an address of known_hosts</source>
        <translation>在 known_hosts 的地址找到</translation>
    </message>
    <message>
        <source>It has found this device</source>
        <translation>由对方找到本设备</translation>
    </message>
    <message>
        <source>Found by a relay</source>
        <translation>通过中继找到</translation>
    </message>
    <message>
        <source>Found in the DHT</source>
        <translation>在 DHT 中找到</translation>
    </message>
    <message>
        <source>Direct, LAN</source>
        <translation>直接，局域网</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>直接</translation>
    </message>
    <message>
        <source>Read-write</source>
        <translation>读写</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Address: %1</source>
        <translation>地址：%1</translation>
    </message>
    <message>
        <source>Sent %1, received %2 on this connection</source>
        <translation>此连接已发送 %1，已接收 %2</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Is missing</source>
        <translation>缺少</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Receiving</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
</context>
<context>
    <name>shoal::models::PlanReview</name>
    <message>
        <source>Add at least one server.</source>
        <translation>请至少添加一台服务器。</translation>
    </message>
    <message>
        <source>Add at least one folder.</source>
        <translation>请至少添加一个文件夹。</translation>
    </message>
    <message>
        <source>The ports have to be between 1 and %1.</source>
        <translation>端口必须在 1 到 %1 之间。</translation>
    </message>
    <message>
        <source>Server %1: a name has letters, digits, points and dashes only, as in app01.</source>
        <translation>服务器 %1：名称只能包含字母、数字、点和连字符，例如 app01。</translation>
    </message>
    <message>
        <source>Two servers are called %1.</source>
        <translation>有两台服务器都叫 %1。</translation>
    </message>
    <message>
        <source>Server %1: the address has to be a host name or an IP address without a port, as in app01.example.org or 192.0.2.7.</source>
        <translation>服务器 %1：地址必须是不带端口的主机名或 IP 地址，例如 app01.example.org 或 192.0.2.7。</translation>
    </message>
    <message>
        <source>Two servers have the address %1.</source>
        <translation>有两台服务器的地址都是 %1。</translation>
    </message>
    <message>
        <source>Folder %1: a name has letters, digits and dashes only, as in www.</source>
        <translation>文件夹 %1：名称只能包含字母、数字和连字符，例如 www。</translation>
    </message>
    <message>
        <source>Two folders are called %1.</source>
        <translation>有两个文件夹都叫 %1。</translation>
    </message>
    <message>
        <source>Folder %1: the path has to begin with a slash and lead below it, as in /data/www.</source>
        <translation>文件夹 %1：路径必须以斜杠开头并指向其下，例如 /data/www。</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a user.</source>
        <translation>文件夹 %1：这不是用户名。</translation>
    </message>
    <message>
        <source>Folder %1: this is no name of a group.</source>
        <translation>文件夹 %1：这不是组名。</translation>
    </message>
    <message>
        <source>Folder %1: Shoal keeps its own state in %2. Choose another folder.</source>
        <translation>文件夹 %1：Shoal 把自己的状态保存在 %2。请选择别的文件夹。</translation>
    </message>
    <message>
        <source>Folder %1 overlaps with %2. A folder belongs to one share.</source>
        <translation>文件夹 %1 与 %2 重叠。一个文件夹只属于一个共享。</translation>
    </message>
</context>
<context>
    <name>shoal::models::ProblemModel</name>
    <message>
        <source>The whole share</source>
        <translation>整个共享</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Why it is not in sync</source>
        <translation>未同步的原因</translation>
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
        <translation>这些文件包含密钥。拥有它们的人可以读取和修改共享的文件夹。

1. 把每台服务器的文件复制到该服务器的 /etc/shoal：

%1
2. 在每台服务器上，只让 root 读取它们：

    chmod 600 /etc/shoal/*.conf

3. 让其他服务器能够访问 TCP 端口 %2 到 %3。

4. 在每台服务器上检查并启动：

    shoald --check-config /etc/shoal
    systemctl enable --now shoal
    shoal status

然后删除这里的这些文件。
</translation>
    </message>
</context>
<context>
    <name>shoal::models::ShareListModel</name>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>Waiting for a device that has %1</source>
        <translation>正在等待拥有 %1 的设备</translation>
    </message>
    <message>
        <source>Syncing, %1 left</source>
        <translation>正在同步，还需 %1</translation>
    </message>
    <message>
        <source>Syncing, %1 to come</source>
        <translation>正在同步，还有 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conflict(s)</source>
        <translation>
            <numerusform>%n 个冲突</numerusform>
        </translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>已是最新</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>没有其他设备在线</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>number of files, size</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Stopped: needs attention</source>
        <translation>已停止：需要处理</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>正在检查文件夹</translation>
    </message>
    <message>
        <source>%1 of %2 online</source>
        <comment>connected devices of a share, and all of them</comment>
        <translation>%2 个中 %1 个在线</translation>
    </message>
    <message numerus="yes">
        <source>%n online</source>
        <translation>
            <numerusform>%n 个在线</numerusform>
        </translation>
    </message>
    <message>
        <source>no other device yet</source>
        <translation>还没有其他设备</translation>
    </message>
</context>
<context>
    <name>shoal::models::TransferModel</name>
    <message>
        <source>to %1</source>
        <translation>到 %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>bytes transferred, size of the file</comment>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ArchivePane</name>
    <message>
        <source>Archive</source>
        <translation>存档</translation>
    </message>
    <message>
        <source>The archive cannot be shown</source>
        <translation>无法显示存档</translation>
    </message>
    <message>
        <source>The archive is empty</source>
        <translation>存档为空</translation>
    </message>
    <message>
        <source>When a file is replaced or deleted by another device, its old version is kept here for a while.</source>
        <translation>当其他设备替换或删除文件时，旧版本会在这里保留一段时间。</translation>
    </message>
    <message>
        <source>The archive has nothing with “%1” in its path.</source>
        <translation>存档中没有路径包含“%1”的内容。</translation>
    </message>
    <message>
        <source>Restore as</source>
        <translation>恢复为</translation>
    </message>
    <message>
        <source>Path in the share:</source>
        <translation>共享中的路径：</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restored: %1</source>
        <translation>已恢复：%1</translation>
    </message>
    <message>
        <source>Search in paths</source>
        <translation>在路径中搜索</translation>
    </message>
    <message>
        <source>Search in the archive</source>
        <translation>在存档中搜索</translation>
    </message>
    <message>
        <source>Archived versions</source>
        <translation>已存档的版本</translation>
    </message>
    <message>
        <source>&amp;Restore</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>Puts the version where it was; what is there now goes to the archive</source>
        <translation>把版本放回原处；那里现有的内容移入存档</translation>
    </message>
    <message>
        <source>Restore &amp;as…</source>
        <translation>恢复为(&amp;A)…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConflictsPane</name>
    <message>
        <source>This file is not there any more.</source>
        <translation>此文件已不存在。</translation>
    </message>
    <message>
        <source>Last changed %1</source>
        <translation>最后修改：%1</translation>
    </message>
    <message>
        <source>Written on %1</source>
        <comment>name of a device</comment>
        <translation>写于 %1</translation>
    </message>
    <message>
        <source>Conflicts (%1)</source>
        <translation>冲突（%1）</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Conflicts cannot be shown</source>
        <translation>无法显示冲突</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>没有冲突</translation>
    </message>
    <message>
        <source>When a file is changed on two devices before they could tell each other, both versions are kept, and you choose here.</source>
        <translation>如果一个文件在两台设备上同时被修改，两个版本都会保留，由您在这里选择。</translation>
    </message>
    <message>
        <source>There are more conflicts than are listed here.</source>
        <translation>还有更多冲突未列出。</translation>
    </message>
    <message>
        <source>This device may only read: choose on a device that may write.</source>
        <translation>本设备只能读取：请在可以写入的设备上选择。</translation>
    </message>
    <message>
        <source>This version has the file’s name</source>
        <translation>此版本使用该文件名</translation>
    </message>
    <message>
        <source>That version was put beside it</source>
        <translation>另一版本放在旁边</translation>
    </message>
    <message>
        <source>Keep this version</source>
        <translation>保留此版本</translation>
    </message>
    <message>
        <source>Keep that version</source>
        <translation>保留另一版本</translation>
    </message>
    <message>
        <source>Keep the version that has the name “%1”?</source>
        <translation>保留名为“%1”的版本？</translation>
    </message>
    <message>
        <source>Give the version of %1 the name “%2”?</source>
        <translation>把 %1 的版本命名为“%2”？</translation>
    </message>
    <message>
        <source>The other version goes to the archive, on all devices.</source>
        <translation>在所有设备上，另一版本都移入存档。</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>保留此版本</translation>
    </message>
    <message>
        <source>Keep that</source>
        <translation>保留另一版本</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Keep &amp;this</source>
        <translation>保留此版本(&amp;T)</translation>
    </message>
    <message>
        <source>Keep t&amp;hat</source>
        <translation>保留另一版本(&amp;H)</translation>
    </message>
    <message>
        <source>Keep &amp;both</source>
        <translation>两者都保留(&amp;B)</translation>
    </message>
    <message>
        <source>The copy gets an ordinary name with the device and the date in it</source>
        <translation>副本会得到一个包含设备和日期的普通名称</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ConnectionFields</name>
    <message>
        <source>A device is given by its host and port, as in app01.example.org:44444 or 192.0.2.7:44444; commas separate several.</source>
        <translation>设备用主机和端口表示，例如 app01.example.org:44444 或 192.0.2.7:44444；多个设备用逗号分隔。</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>在局域网中查找设备(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Devices elsewhere, if there are any (host:port):</source>
        <translation>其他地方的设备，如果有的话（主机:端口）(&amp;D)：</translation>
    </message>
</context>
<context>
    <name>shoal::ui::CreatePage</name>
    <message>
        <source>The share is called like its folder.</source>
        <translation>共享与其文件夹同名。</translation>
    </message>
    <message>
        <source>The share is called “%1”, like its folder.</source>
        <translation>共享名为“%1”，与其文件夹同名。</translation>
    </message>
    <message>
        <source>Create a Share</source>
        <translation>创建共享</translation>
    </message>
    <message>
        <source>Which folder is to be kept identical on several devices?</source>
        <translation>要让哪个文件夹在多台设备上保持一致？</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>文件夹(&amp;L)：</translation>
    </message>
</context>
<context>
    <name>shoal::ui::FolderField</name>
    <message>
        <source>Choose a Folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>shoal::ui::HistoryPane</name>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>The history cannot be shown</source>
        <translation>无法显示历史</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>还没有发生任何事</translation>
    </message>
    <message>
        <source>What is added, changed, moved or deleted here or on other devices appears here.</source>
        <translation>在这里或其他设备上添加、修改、移动或删除的内容会显示在这里。</translation>
    </message>
    <message>
        <source>Nothing with “%1” in its path has happened to a file.</source>
        <translation>没有路径包含“%1”的文件发生过变化。</translation>
    </message>
    <message>
        <source>Search in paths and devices</source>
        <translation>在路径和设备中搜索</translation>
    </message>
    <message>
        <source>Search in the history</source>
        <translation>在历史中搜索</translation>
    </message>
    <message>
        <source>What happened in this share</source>
        <translation>此共享中发生的事</translation>
    </message>
</context>
<context>
    <name>shoal::ui::IgnorePane</name>
    <message>
        <source>Ignored files *</source>
        <translation>忽略的文件 *</translation>
    </message>
    <message>
        <source>Ignored files</source>
        <translation>忽略的文件</translation>
    </message>
    <message>
        <source>The changed rules of “%1” are not saved.</source>
        <translation>“%1”的规则更改尚未保存。</translation>
    </message>
    <message>
        <source>Cancel takes you back to them.</source>
        <translation>“取消”会回到这些规则。</translation>
    </message>
    <message>
        <source>Discard changes</source>
        <translation>放弃更改</translation>
    </message>
    <message>
        <source>Not saved yet. The preview shows what the rules would do.</source>
        <translation>尚未保存。预览显示规则的效果。</translation>
    </message>
    <message>
        <source>Files that a rule matches are neither sent nor received. What other devices have stays there.</source>
        <translation>符合规则的文件既不发送也不接收。其他设备上已有的内容保留在那里。</translation>
    </message>
    <message>
        <source>&amp;Rules, one a line:</source>
        <translation>规则，每行一条(&amp;R)：</translation>
    </message>
    <message>
        <source># For example:
*.tmp
/cache/
**/node_modules/</source>
        <translation># 例如：
*.tmp
/cache/
**/node_modules/</translation>
    </message>
    <message>
        <source>&amp;What they do:</source>
        <translation>规则的效果(&amp;W)：</translation>
    </message>
    <message>
        <source>What the rules do to files of this folder</source>
        <translation>规则对此文件夹中文件的效果</translation>
    </message>
    <message>
        <source>No files to try the rules on</source>
        <translation>没有可以试用规则的文件</translation>
    </message>
    <message>
        <source>The folder is empty or cannot be read. Type a path below to try one.</source>
        <translation>文件夹为空或无法读取。请在下面输入路径来试用。</translation>
    </message>
    <message>
        <source>Try a &amp;path:</source>
        <translation>试用路径(&amp;P)：</translation>
    </message>
    <message>
        <source>Path in the share; Enter adds it</source>
        <translation>共享中的路径；按回车键添加</translation>
    </message>
    <message>
        <source>Re&amp;vert</source>
        <translation>还原(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::InstanceChooser</name>
    <message>
        <source>Choose an instance</source>
        <translation>选择实例</translation>
    </message>
    <message>
        <source>This window can show the engine of this program, or a daemon (shoald) that runs on this machine and lets you connect. The engine of this program goes on either way.</source>
        <translation>此窗口可以显示本程序的引擎，也可以显示在本机运行并允许您连接的守护进程（shoald）。无论如何，本程序的引擎都会继续运行。</translation>
    </message>
    <message>
        <source>Running instances</source>
        <translation>正在运行的实例</translation>
    </message>
    <message>
        <source>No instance is running that you may connect to</source>
        <translation>没有您可以连接的实例在运行</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>Search &amp;again</source>
        <translation>再次搜索(&amp;A)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::JoinPage</name>
    <message>
        <source>A read-write secret: what is changed here is changed on all devices of the share.</source>
        <translation>读写密钥：在这里所做的更改会应用到此共享的所有设备。</translation>
    </message>
    <message>
        <source>A read-only secret: this device receives everything; what is changed here stays here.</source>
        <translation>只读密钥：本设备接收全部内容；在这里所做的更改只留在这里。</translation>
    </message>
    <message>
        <source>Join a Share</source>
        <translation>加入共享</translation>
    </message>
    <message>
        <source>Paste the secret or the link, and choose where the files are to be.</source>
        <translation>粘贴密钥或链接，并选择文件存放的位置。</translation>
    </message>
    <message>
        <source>&amp;Secret or link:</source>
        <translation>密钥或链接(&amp;S)：</translation>
    </message>
    <message>
        <source>Fo&amp;lder:</source>
        <translation>文件夹(&amp;L)：</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MainWindow</name>
    <message>
        <source>Resume all</source>
        <translation>全部继续</translation>
    </message>
    <message>
        <source>Pause all</source>
        <translation>全部暂停</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>接收 %1，发送 %2</translation>
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
        <translation>没有与实例的连接</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>还没有共享任何文件夹</translation>
    </message>
    <message>
        <source>Choose a folder to share, or join one with the secret or the link of another device. Everything in it is then kept the same on all devices that have the secret.</source>
        <translation>选择要共享的文件夹，或用其他设备的密钥或链接加入共享。其中的所有内容会在拥有该密钥的所有设备上保持一致。</translation>
    </message>
    <message>
        <source>&amp;Add a share…</source>
        <translation>添加共享(&amp;A)…</translation>
    </message>
    <message>
        <source>Shares</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>添加共享(&amp;A)…</translation>
    </message>
    <message>
        <source>Share a folder, or join a share of another device</source>
        <translation>共享一个文件夹，或加入其他设备的共享</translation>
    </message>
    <message>
        <source>P&amp;references</source>
        <translation>首选项(&amp;R)</translation>
    </message>
    <message>
        <source>Choose another &amp;instance…</source>
        <translation>选择其他实例(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Save a support &amp;bundle…</source>
        <translation>保存支持包(&amp;B)…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>shoal::ui::NewSharePage</name>
    <message>
        <source>The Secrets of “%1”</source>
        <translation>“%1”的密钥</translation>
    </message>
    <message>
        <source>A device joins the share with one of its two secrets.</source>
        <translation>设备用两个密钥之一加入共享。</translation>
    </message>
    <message>
        <source>With “Finish”, the folder is shared. Then join it on the other devices with a secret. You find the secrets again in the menu of the share.</source>
        <translation>按“完成”后文件夹即被共享。然后在其他设备上用密钥加入。您可以在共享的菜单中再次找到这些密钥。</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Notifications</name>
    <message>
        <source>“%1” has stopped: %2</source>
        <translation>“%1”已停止：%2</translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n problem(s).</source>
        <translation>
            <numerusform>“%1”有 %n 个问题。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n conflict(s).</source>
        <translation>
            <numerusform>“%1”有 %n 个冲突。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is a new device of “%2”.</source>
        <translation>“%1”是“%2”的新设备。</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>还有 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>New device</source>
        <translation>新设备</translation>
    </message>
    <message>
        <source>Shoal needs your attention</source>
        <translation>Shoal 需要您的注意</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionDelegate</name>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OptionTable</name>
    <message>
        <source>Choose an option to read what it means.</source>
        <translation>选择一个选项以了解其含义。</translation>
    </message>
    <message>
        <source>Search options</source>
        <translation>搜索选项</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>&amp;Reset to Default</source>
        <translation>恢复默认值(&amp;R)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::OverviewPane</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>content of a share: files, folders</comment>
        <translation>%2中有 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s)</source>
        <translation>
            <numerusform>%n 个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>Read-write: changes made here go to all devices</source>
        <translation>读写：这里的更改会传到所有设备</translation>
    </message>
    <message>
        <source>Read-only: changes made here stay here</source>
        <translation>只读：这里的更改只留在这里</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>State:</source>
        <translation>状态：</translation>
    </message>
    <message>
        <source>Progress:</source>
        <translation>进度：</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Content:</source>
        <translation>内容：</translation>
    </message>
    <message>
        <source>Devices:</source>
        <translation>设备：</translation>
    </message>
    <message>
        <source>Permission:</source>
        <translation>权限：</translation>
    </message>
    <message>
        <source>Archive:</source>
        <translation>存档：</translation>
    </message>
    <message>
        <source>Good to know:</source>
        <translation>须知：</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeersPane</name>
    <message>
        <source>Devices (%1)</source>
        <translation>设备（%1）</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>The share is paused</source>
        <translation>共享已暂停</translation>
    </message>
    <message>
        <source>Nobody is connected until it is resumed.</source>
        <translation>在继续之前不会有任何连接。</translation>
    </message>
    <message>
        <source>No other device has this share yet</source>
        <translation>还没有其他设备拥有此共享</translation>
    </message>
    <message>
        <source>Give its secret to another device: there, choose to join a share. Devices of the same local network find each other by themselves.</source>
        <translation>把密钥交给另一台设备，并在那里选择加入共享。同一局域网中的设备会自动找到彼此。</translation>
    </message>
    <message>
        <source>Share with a device…</source>
        <translation>与设备共享…</translation>
    </message>
    <message>
        <source>Devices of this share</source>
        <translation>此共享的设备</translation>
    </message>
</context>
<context>
    <name>shoal::ui::PeriodDialog</name>
    <message>
        <source>Choose at least one day.</source>
        <translation>请至少选择一天。</translation>
    </message>
    <message>
        <source>It begins on these days and ends on the next one.</source>
        <translation>从所选日期开始，到次日结束。</translation>
    </message>
    <message>
        <source>It ends at midnight.</source>
        <translation>到午夜结束。</translation>
    </message>
    <message>
        <source>Add a Period</source>
        <translation>添加时段</translation>
    </message>
    <message>
        <source>Change a Period</source>
        <translation>更改时段</translation>
    </message>
    <message>
        <source>Days:</source>
        <translation>日期：</translation>
    </message>
    <message>
        <source>&amp;From:</source>
        <translation>从(&amp;F)：</translation>
    </message>
    <message>
        <source>&amp;to:</source>
        <translation>到(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Receive at most:</source>
        <translation>接收上限(&amp;R)：</translation>
    </message>
    <message>
        <source>&amp;Send at most:</source>
        <translation>发送上限(&amp;S)：</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限速</translation>
    </message>
    <message>
        <source>A limit that is not chosen here stays as it is at other times; 0 takes it away.</source>
        <translation>此处未选择的限速与其他时间相同；0 表示不限速。</translation>
    </message>
</context>
<context>
    <name>shoal::ui::Preferences</name>
    <message>
        <source>It is an option of each share, and there is no share yet.</source>
        <translation>这是每个共享的选项，而现在还没有共享。</translation>
    </message>
    <message numerus="yes">
        <source>It holds for all shares but %n that the config file sets.</source>
        <translation>
            <numerusform>适用于除 %n 个由配置文件设定的共享以外的所有共享。</numerusform>
        </translation>
    </message>
    <message>
        <source>It holds for all shares. Each of them can differ in its own options.</source>
        <translation>适用于所有共享。每个共享可以在自己的选项中有所不同。</translation>
    </message>
    <message>
        <source>Takes effect at the next start: %1</source>
        <translation>下次启动时生效：%1</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>&amp;General</source>
        <translation>常规(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Network</source>
        <translation>网络(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>存档(&amp;A)</translation>
    </message>
    <message>
        <source>A&amp;dvanced</source>
        <translation>高级(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Start at login</source>
        <translation>登录时启动(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Find devices in the local network</source>
        <translation>在局域网中查找设备(&amp;F)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ProblemsPane</name>
    <message>
        <source>If a disk is not mounted, mount it. Otherwise say whether the files are to be fetched again from the other devices, or were meant to be deleted.</source>
        <translation>如果磁盘没有挂载，请挂载它。否则请说明是要从其他设备重新获取这些文件，还是它们本来就要删除。</translation>
    </message>
    <message>
        <source>Mount the right file system, and all goes on by itself; or accept what is mounted there now.</source>
        <translation>挂载正确的文件系统，一切会自动继续；或者接受现在挂载的文件系统。</translation>
    </message>
    <message>
        <source>Say whether it is to be kept, or is gone for good.</source>
        <translation>请说明是保留它，还是它已永久消失。</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>问题（%1）</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Problems cannot be shown</source>
        <translation>无法显示问题</translation>
    </message>
    <message>
        <source>Everything is in sync</source>
        <translation>全部已同步</translation>
    </message>
    <message>
        <source>Whatever keeps a file from being synced is listed here, with the reason and what to do about it.</source>
        <translation>妨碍文件同步的原因以及处理方法会列在这里。</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>再次检查文件夹</translation>
    </message>
    <message>
        <source>What to do: %1</source>
        <translation>处理方法：%1</translation>
    </message>
    <message>
        <source>Delete on all devices…</source>
        <translation>在所有设备上删除…</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>重新获取</translation>
    </message>
    <message>
        <source>Accept this file system…</source>
        <translation>接受此文件系统…</translation>
    </message>
    <message>
        <source>Another file system</source>
        <translation>另一个文件系统</translation>
    </message>
    <message>
        <source>Is the file system at “%1” the right one?</source>
        <translation>“%1”处的文件系统正确吗？</translation>
    </message>
    <message>
        <source>What is missing in it is then deleted on all devices; they keep it in their archives.</source>
        <translation>其中缺少的内容将在所有设备上删除；它们会保留在各自的存档中。</translation>
    </message>
    <message>
        <source>Accept it</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove “%1” on all devices?</source>
        <translation>在所有设备上移除“%1”？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再看一次</translation>
    </message>
    <message>
        <source>Delete on all devices</source>
        <translation>在所有设备上删除</translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n missing file(s) on all devices?</source>
        <translation>
            <numerusform>在所有设备上删除缺少的 %n 个文件？</numerusform>
        </translation>
    </message>
    <message>
        <source>The other devices keep them in their archives for a while.</source>
        <translation>其他设备会在其存档中保留它们一段时间。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n file(s)</source>
        <translation>
            <numerusform>删除 %n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>What is not in sync</source>
        <translation>未同步的内容</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RateChart</name>
    <message>
        <source>Rates of the last five minutes</source>
        <translation>最近五分钟的速率</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>接收 %1，发送 %2</translation>
    </message>
    <message>
        <source>Receiving %1</source>
        <translation>接收 %1</translation>
    </message>
    <message>
        <source>Sending %1</source>
        <translation>发送 %1</translation>
    </message>
    <message>
        <source>5 minutes ago</source>
        <translation>5 分钟前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>shoal::ui::RotateDialog</name>
    <message>
        <source>A read-write secret.</source>
        <translation>读写密钥。</translation>
    </message>
    <message>
        <source>A read-only secret: this device may not change anything any more.</source>
        <translation>只读密钥：本设备将不能再更改任何内容。</translation>
    </message>
    <message>
        <source>Change the Secret</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <source>The folder goes on under another secret. Whoever has the old one is out: devices that shall go on need the new secret, too. Files stay where they are, here and on the other devices, and what people have received so far they keep. This cannot be undone.</source>
        <translation>文件夹将使用另一个密钥继续。持有旧密钥的人将被排除：要继续使用的设备也需要新密钥。文件在这里和其他设备上都保持原位，别人已经收到的内容仍归他们所有。此操作无法撤销。</translation>
    </message>
    <message>
        <source>&amp;Make a new secret</source>
        <translation>生成新密钥(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Take over the new secret of another device:</source>
        <translation>采用其他设备的新密钥(&amp;T)：</translation>
    </message>
    <message>
        <source>Secret of the other device</source>
        <translation>其他设备的密钥</translation>
    </message>
    <message>
        <source>&amp;Change the Secret</source>
        <translation>更换密钥(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SearchedTable</name>
    <message>
        <source>Nothing found</source>
        <translation>未找到任何内容</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SecretRow</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>&amp;Hide</source>
        <translation>隐藏(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>Read-&amp;write secret</source>
        <translation>读写密钥(&amp;W)</translation>
    </message>
    <message>
        <source>Read-&amp;only secret</source>
        <translation>只读密钥(&amp;O)</translation>
    </message>
    <message>
        <source>Whoever has it can read, change and delete everything in this folder. Give it to your own devices, and to people you trust with the files.</source>
        <translation>拥有它的人可以读取、修改和删除此文件夹中的一切。请只交给您自己的设备和您信任的人。</translation>
    </message>
    <message>
        <source>Whoever has it receives everything in this folder and can change nothing of it on other devices.</source>
        <translation>拥有它的人会收到此文件夹中的一切，但不能更改其他设备上的内容。</translation>
    </message>
    <message>
        <source>Read-write secret</source>
        <translation>读写密钥</translation>
    </message>
    <message>
        <source>Read-only secret</source>
        <translation>只读密钥</translation>
    </message>
    <message>
        <source>Shows the secret, so that it can be copied</source>
        <translation>显示密钥以便复制</translation>
    </message>
    <message>
        <source>Show the read-write secret</source>
        <translation>显示读写密钥</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Co&amp;py</source>
        <translation>复制(&amp;P)</translation>
    </message>
    <message>
        <source>Copy the read-write secret</source>
        <translation>复制读写密钥</translation>
    </message>
    <message>
        <source>Copy the read-only secret</source>
        <translation>复制只读密钥</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersDonePage</name>
    <message>
        <source>The Files Are Ready</source>
        <translation>文件已准备好</translation>
    </message>
    <message>
        <source>Copy them to the servers, and start Shoal there.</source>
        <translation>把它们复制到服务器，并在那里启动 Shoal。</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Next steps:</source>
        <translation>后续步骤(&amp;N)：</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersPage</name>
    <message>
        <source>Set up Servers</source>
        <translation>设置服务器</translation>
    </message>
    <message>
        <source>Each server gets one configuration file for each folder, which names all others.</source>
        <translation>每台服务器为每个文件夹得到一个配置文件，其中列出所有其他服务器。</translation>
    </message>
    <message>
        <source>Ser&amp;vers:</source>
        <translation>服务器(&amp;V)：</translation>
    </message>
    <message>
        <source>Fol&amp;ders that they share, and the users whom the files belong to:</source>
        <translation>它们共享的文件夹，以及文件所属的用户(&amp;D)：</translation>
    </message>
    <message>
        <source>First TCP &amp;port (one for each folder):</source>
        <translation>第一个 TCP 端口（每个文件夹一个）(&amp;P)：</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>&amp;Add Server</source>
        <translation>添加服务器(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove Server</source>
        <translation>移除服务器(&amp;R)</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Add &amp;Folder</source>
        <translation>添加文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Re&amp;move Folder</source>
        <translation>移除文件夹(&amp;M)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ServersTargetPage</name>
    <message>
        <source>Where to Write the Files</source>
        <translation>文件写入位置</translation>
    </message>
    <message>
        <source>Archives (%1)</source>
        <translation>压缩包（%1）</translation>
    </message>
    <message>
        <source>Write the Files</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>Each server gets a folder with what belongs into /etc/shoal there.</source>
        <translation>每台服务器得到一个文件夹，其中是该服务器 /etc/shoal 的内容。</translation>
    </message>
    <message>
        <source>&amp;Write as:</source>
        <translation>写入为(&amp;W)：</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Zip archive</source>
        <translation>Zip 压缩包</translation>
    </message>
    <message>
        <source>Tar archive, compressed</source>
        <translation>Tar 压缩包</translation>
    </message>
    <message>
        <source>&amp;Path:</source>
        <translation>路径(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>The files hold new read-write secrets, so only you can read them. Files that are there already are not replaced.</source>
        <translation>这些文件包含新的读写密钥，因此只有您可以读取。已有的文件不会被替换。</translation>
    </message>
    <message>
        <source>&amp;Write Files</source>
        <translation>写入文件(&amp;W)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareDialog</name>
    <message>
        <source>The link is copied.</source>
        <translation>链接已复制。</translation>
    </message>
    <message>
        <source>Show the read-write secret first.</source>
        <translation>请先显示读写密钥。</translation>
    </message>
    <message>
        <source>Scan the code, or send the link over a way that nobody else can read. It opens Shoal on the other device. The file holds the secret, and only you can read it.</source>
        <translation>扫描二维码，或通过别人无法读取的途径发送链接。它会在另一台设备上打开 Shoal。文件包含密钥，只有您可以读取。</translation>
    </message>
    <message>
        <source>Save the Secret</source>
        <translation>保存密钥</translation>
    </message>
    <message>
        <source>The secret is saved in %1.</source>
        <translation>密钥已保存到 %1。</translation>
    </message>
    <message>
        <source>The share has a new secret. Its other devices need it, too.</source>
        <translation>共享有了新密钥。它的其他设备也需要新密钥。</translation>
    </message>
    <message>
        <source>Share “%1”</source>
        <translation>共享“%1”</translation>
    </message>
    <message>
        <source>Share %1 with other devices</source>
        <translation>与其他设备共享 %1</translation>
    </message>
    <message>
        <source>&amp;Link and code for:</source>
        <translation>链接和二维码用于(&amp;L)：</translation>
    </message>
    <message>
        <source>Reading only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Reading and writing</source>
        <translation>读写</translation>
    </message>
    <message>
        <source>QR code of the link</source>
        <translation>链接的二维码</translation>
    </message>
    <message>
        <source>Copy &amp;Link</source>
        <translation>复制链接(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Save as File…</source>
        <translation>另存为文件(&amp;S)…</translation>
    </message>
    <message>
        <source>Change the Se&amp;cret…</source>
        <translation>更换密钥(&amp;C)…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareOptionsDialog</name>
    <message>
        <source>Options of “%1”</source>
        <translation>“%1”的选项</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SharePage</name>
    <message>
        <source>Re&amp;sume</source>
        <translation>继续(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>A config file names this share; take it out there</source>
        <translation>配置文件中写有此共享；请在那里删除</translation>
    </message>
    <message>
        <source>Remove share</source>
        <translation>移除共享</translation>
    </message>
    <message>
        <source>Stop syncing “%1” on this device?</source>
        <translation>在本设备上停止同步“%1”？</translation>
    </message>
    <message>
        <source>The folder and its files stay where they are, here and on the other devices.</source>
        <translation>文件夹及其文件在这里和其他设备上都保持原位。</translation>
    </message>
    <message>
        <source>Stop syncing</source>
        <translation>停止同步</translation>
    </message>
    <message>
        <source>&amp;Open folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>S&amp;hare…</source>
        <translation>共享(&amp;H)…</translation>
    </message>
    <message>
        <source>Show the secret, so that another device can join</source>
        <translation>显示密钥，以便其他设备加入</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More to do with this share</source>
        <translation>此共享的更多操作</translation>
    </message>
    <message>
        <source>Look at the folder again</source>
        <translation>再次检查文件夹</translation>
    </message>
    <message>
        <source>Stop syncing on this device…</source>
        <translation>在本设备上停止同步…</translation>
    </message>
    <message>
        <source>Pages of this share</source>
        <translation>此共享的页面</translation>
    </message>
    <message>
        <source>Options of this share…</source>
        <translation>此共享的选项…</translation>
    </message>
    <message>
        <source>Export a snapshot…</source>
        <translation>导出快照…</translation>
    </message>
</context>
<context>
    <name>shoal::ui::ShareWizard</name>
    <message>
        <source>Add a Share</source>
        <translation>添加共享</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SnapshotDialog</name>
    <message>
        <source>Export a Snapshot</source>
        <translation>导出快照</translation>
    </message>
    <message>
        <source>Tar archive, compressed (*.tar.zst)</source>
        <translation>Tar 压缩包 (*.tar.zst)</translation>
    </message>
    <message>
        <source>Zip archive (*.zip)</source>
        <translation>Zip 压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>%1 of %2, %3 of %4</source>
        <translation>%1 / %2，%3 / %4</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message numerus="yes">
        <source>Written: %1. %n entries are not in it:</source>
        <translation>
            <numerusform>已写入：%1。其中不包含 %n 个条目：</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled. Nothing was written.</source>
        <translation>已取消。没有写入任何内容。</translation>
    </message>
    <message>
        <source>Snapshot of “%1”</source>
        <translation>“%1”的快照</translation>
    </message>
    <message>
        <source>Exports all files of %1 into an archive, while others may go on working in it. Each file is in it as it was at one moment. The archive of replaced files is not part of it.</source>
        <translation>把 %1 的所有文件导出到压缩包，其间他人可以继续在其中工作。每个文件都是某一时刻的样子。被替换文件的存档不包含在内。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>What is not in the snapshot</source>
        <translation>快照中没有的内容</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::StartPage</name>
    <message>
        <source>Add a Share</source>
        <translation>添加共享</translation>
    </message>
    <message>
        <source>A share is a folder that is kept identical on several devices.</source>
        <translation>共享是在多台设备上保持一致的文件夹。</translation>
    </message>
    <message>
        <source>&amp;Create a new share</source>
        <translation>创建新共享(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Join a share</source>
        <translation>加入共享(&amp;J)</translation>
    </message>
    <message>
        <source>Set up &amp;servers</source>
        <translation>设置服务器(&amp;S)</translation>
    </message>
    <message>
        <source>Choose a folder of this computer. You get the secrets that other devices need to join it.</source>
        <translation>选择此计算机上的文件夹。您会得到其他设备加入所需的密钥。</translation>
    </message>
    <message>
        <source>Somebody gave you a secret or a link, or you have it from another device of yours.</source>
        <translation>有人给了您密钥或链接，或者您从自己的另一台设备得到了它。</translation>
    </message>
    <message>
        <source>Write the configuration of servers that keep the same folders, ready to be copied to them.</source>
        <translation>写入保存相同文件夹的服务器的配置，可直接复制过去。</translation>
    </message>
</context>
<context>
    <name>shoal::ui::SupportDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Save the Support Bundle</source>
        <translation>保存支持包</translation>
    </message>
    <message>
        <source>Zip archives (*.zip)</source>
        <translation>Zip 压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Collecting…</source>
        <translation>正在收集…</translation>
    </message>
    <message>
        <source>Support Bundle</source>
        <translation>支持包</translation>
    </message>
    <message>
        <source>A support bundle is a zip file for somebody who helps you to find out what is wrong. It holds the logs, the configuration, the state of all shares and the versions of the programs. Secrets and passwords are removed; names of files, folders and devices are not. Nothing is sent anywhere, and only you can read the file.</source>
        <translation>支持包是一个 zip 文件，供帮助您查找问题的人使用。它包含日志、配置、所有共享的状态和程序版本。密钥和密码已被去除；文件、文件夹和设备的名称没有去除。不会发送到任何地方，只有您可以读取该文件。</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Open the Folder</source>
        <translation>打开文件夹(&amp;O)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TransfersPane</name>
    <message>
        <source>Transfers</source>
        <translation>传输</translation>
    </message>
    <message>
        <source>Still to begin: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>尚未开始：%1，%2</translation>
    </message>
    <message>
        <source>Nothing is transferred</source>
        <translation>没有传输</translation>
    </message>
    <message>
        <source>Nothing is on its way</source>
        <translation>没有正在传输的内容</translation>
    </message>
    <message>
        <source>Files appear here while they are sent to or received from other devices.</source>
        <translation>文件在发送到其他设备或从其接收时显示在这里。</translation>
    </message>
    <message>
        <source>Files on their way</source>
        <translation>正在传输的文件</translation>
    </message>
</context>
<context>
    <name>shoal::ui::TrayIcon</name>
    <message>
        <source>Everything is up to date</source>
        <translation>全部已是最新</translation>
    </message>
    <message>
        <source>Syncing</source>
        <translation>正在同步</translation>
    </message>
    <message>
        <source>All shares are paused</source>
        <translation>所有共享都已暂停</translation>
    </message>
    <message>
        <source>Something needs your attention</source>
        <translation>有事项需要您注意</translation>
    </message>
    <message>
        <source>No other device is online</source>
        <translation>没有其他设备在线</translation>
    </message>
    <message>
        <source>Shoal</source>
        <translation>Shoal</translation>
    </message>
    <message>
        <source>There is no connection to the instance</source>
        <translation>没有与实例的连接</translation>
    </message>
    <message>
        <source>No folder is shared yet</source>
        <translation>还没有共享任何文件夹</translation>
    </message>
    <message>
        <source>To come: %1, %2</source>
        <comment>number of files, size</comment>
        <translation>还有：%1，%2</translation>
    </message>
    <message>
        <source>Receiving %1, sending %2</source>
        <translation>接收 %1，发送 %2</translation>
    </message>
    <message>
        <source>&amp;Resume all</source>
        <translation>全部继续(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pause all</source>
        <translation>全部暂停(&amp;P)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>what happened to a file, its path</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>还没有发生任何事</translation>
    </message>
    <message>
        <source>&amp;Show window</source>
        <translation>显示窗口(&amp;S)</translation>
    </message>
    <message>
        <source>Open &amp;folder</source>
        <translation>打开文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Recent &amp;changes</source>
        <translation>最近的更改(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Add share…</source>
        <translation>添加共享(&amp;A)…</translation>
    </message>
    <message>
        <source>Pr&amp;eferences</source>
        <translation>首选项(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>shoal::ui::WeeklyPlan</name>
    <message>
        <source>This instance is of an older version and knows no weekly plan.</source>
        <translation>此实例版本较旧，不支持每周计划。</translation>
    </message>
    <message>
        <source>Other limits at some times of the week, in local time. Where periods overlap, the upper one counts.</source>
        <translation>在每周的某些时段使用不同的限速（本地时间）。时段重叠时，以上面的为准。</translation>
    </message>
    <message>
        <source>Weekly plan of the limits</source>
        <translation>限速的每周计划</translation>
    </message>
    <message>
        <source>The same limits all week</source>
        <translation>整周使用相同的限速</translation>
    </message>
    <message>
        <source>Add a period to send or receive slower, or faster, at some times of the week.</source>
        <translation>添加时段，以便在每周的某些时间放慢或加快发送和接收。</translation>
    </message>
    <message>
        <source>Add &amp;Period…</source>
        <translation>添加时段(&amp;P)…</translation>
    </message>
    <message>
        <source>C&amp;hange…</source>
        <translation>更改(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>上移(&amp;U)</translation>
    </message>
    <message>
        <source>Move D&amp;own</source>
        <translation>下移(&amp;O)</translation>
    </message>
</context>
</TS>
