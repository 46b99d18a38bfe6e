// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/wording.h"

#include <array>

namespace shoal::model {

namespace {

// In the order of Wording.
constexpr std::array<WordingText, kWordings> kTexts{{
    {"error-not-found", "%1"},
    {"error-permission-denied", "%1"},
    {"error-no-space", "%1"},
    {"error-read-only", "%1"},
    {"error-too-many-files", "%1"},
    {"error-io", "%1"},
    {"special-file", "it is a device, a FIFO or a socket, and those are not synced"},
    {"open-database", "warning: a program has a database open here; its files change together, and other devices may "
                      "get them in a state that cannot be used"},
    {"changed-read-only", "it was changed here, and this device has only the read-only secret"},
    {"open-for-writing", "a program here has it open for writing"},
    {"archive-full-replaces", "what it replaces has to be kept, and the archive is full"},
    {"archive-full", "the archive is full of losers of conflicts and replaced local edits, which are kept for %1 days: "
                     "%2 bytes, and the limit is %3; changes that would add such a file wait"},
    {"mounted-file",
     "another file is mounted over it: what is seen there does not belong to the folder, and is not synced"},
    {"mount-gone", "the file system that was mounted here is gone"},
    {"mount-other", "another file system is mounted here than before"},
    {"mount-folder-gone", "the directory in which a file system was mounted is gone, and the file system with it"},
    {"mount-other-above", "another file system is mounted above it than before"},
    {"name-taken", "a directory belongs here, but something that is not synced has its name"},
    {"deleted-not-empty", "it was deleted elsewhere but still holds something that is not synced"},
    {"deleted-not-put-back",
     "a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1"},
    {"held-old", "it is older than what is remembered of deletions: perhaps it was deleted long ago"},
    {"open-files-out", "no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits"},
    {"disk-read-only", "the file system is mounted read-only: changes of other devices wait, files are still served"},
    {"horizon-before", "'%1' wants deletions to be forgotten up to %2 days before this device's clock, and 170 days "
                       "before it is the least: the horizon is refused"},
    {"horizon-after", "'%1' wants deletions to be forgotten up to %2 days after this device's clock, and 170 days "
                      "before it is the least: the horizon is refused"},
    {"marker-gone", ".sync/ID is gone: this may be an empty mount point or another disk"},
    {"files-missing", "%1 of %2 files are missing: nothing is deleted elsewhere until you say so"},
    {"ignore-list-unusable", "the ignore list cannot be used: %1"},
    {"only-here", "it is on this read-only device only: it was added here, or deleted elsewhere while this device "
                  "could not know; it is kept, and not synced"},
    {"folder-not-here-yet", "its directory is not on this disk yet"},
    {"about-to-be-written", "it is about to be written here"},
    {"about-to-be-deleted", "its deletion is about to be done here"},
    {"being-fetched", "it is being fetched"},
    {"waits-for-its-turn", "it waits for its turn to be fetched"},
    {"no-peer", "no peer is connected"},
    {"nobody-has-it", "no connected peer has it"},
    {"own-lost", "; it is this device's own, lost here"},
    {"not-even-its-author", ", not even '%1', which wrote it"},
    {"made-by", "; this version was made by '%1'"},
    {"last-seen", ", last seen %1"},
    {"peer-lacks-file", "'%1' lacks 1 file (%2 bytes)"},
    {"peer-lacks-files", "'%1' lacks %2 files (%3 bytes)"},
    {"peer-says", "'%1' says: %2"},
    {"peer-says-too", "; it says: %1"},
    {"do-move-out-or-ignore", "move it out of the share, or add it to .sync/IgnoreList"},
    {"do-keep-database-outside",
     "keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList"},
    {"do-make-readable", "make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere"},
    {"do-look-at-disk", "look into the system's log: the disk may be failing; it is read again at the next scan"},
    {"do-looked-at-again", "it is looked at again by itself"},
    {"do-read-again", "it is read again and again; look whether the disk is in order"},
    {"do-tried-again", "it is tried again by itself"},
    {"do-make-room", "make room on the disk; it is tried again by itself"},
    {"do-make-room-perhaps", "make room on the disk, if that is what is missing; it is tried again by itself"},
    {"do-make-room-in-archive", "make room in .sync/Archive, or raise \"archive_max_size\""},
    {"do-look-through-archive",
     "look through .sync/Archive and remove what is not needed, or raise \"archive_max_size\""},
    {"do-undo-change", "undo the change, move the file away, or set \"overwrite_changes\": true for this share"},
    {"do-close", "it is replaced as soon as it is closed"},
    {"do-unmount", "unmount it, and the file below it is synced; or add it to .sync/IgnoreList"},
    {"do-mount-or-accept",
     "mount the right one, and all goes on by itself; or accept what is there now with 'shoal confirm --new-mount %1'"},
    {"do-mount-until-then", "; until then nothing below it is synced, and nothing deleted"},
    {"do-ask-for-folder", "'shoal why' names the directory, and what to do"},
    {"do-rename-or-remove", "rename or remove it"},
    {"do-rename-or-remove-other", "it is tried again by itself; rename or remove what is not synced and has this name"},
    {"do-look-into-folder", "look at what is in it (perhaps ignored files) and remove it by hand"},
    {"do-raise-watches",
     "raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often"},
    {"do-raise-open-files", "raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it is high enough, the "
                            "whole system is at sysctl fs.file-max"},
    {"do-mount-writable",
     "look into the system's log for the reason (a failing disk?) and mount it writable; all goes on by itself"},
    {"do-set-clock", "set the clock of the device that is wrong"},
    {"do-answer-held",
     "answer with 'shoal confirm %1 --keep' or '--remove'; a directory's path answers for all that is held in it"},
    {"do-answer-held-elsewhere", "answer on a read-write device with 'shoal confirm %1 --keep' or '--remove'; a "
                                 "directory's path answers for all that is held in it"},
    {"do-mend-ignore-list", "mend .sync/IgnoreList, then restart"},
    {"do-answer-missing", "mount the right disk; or answer with 'shoal confirm %1 --refill' (fetch the missing files "
                          "again from the peers) or '--deleted-everywhere' (it was meant)"},
    {"do-use-or-delete", "delete it if nobody needs it; put it on a read-write device if it should be synced"},
    {"do-check-peers", "check that another device with this secret is running and reachable"},
    {"do-wait-for-peer", "wait, or see to it that a device that has it is connected"},
    {"do-peer-has-it", "; '%1' has it"},
    {"do-put-back", "put it back from an archive or a backup, or delete it on any device to end the wait"},
    {"do-see-to-it-there", "see to it on that device"},
    {"do-make-folder-available", "make the folder available: mount its disk, or move it back"},
    {"do-make-room-or-quota", "make room on the disk that is full, or raise the quota"},
    {"do-mount-disk-writable",
     "mount the disk writable that is read-only (a failing one becomes so; the system's log says it)"},
    {"do-give-access", "let the user that shoald runs as read, enter and change what the message names (chown, chmod)"},
    {"do-raise-open-files-of-unit", "raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n"},
    {"do-put-right", "put right what the message names"},
    {"do-end-other", "end the other program that uses it"},
    {"do-nothing-joined-anew", "nothing: a damaged index is set aside, and the folder joined anew"},
    {"do-use-other-file-system", "use a file system that can do this"},
    {"do-disk-may-fail", "look into the system's log: a disk may be failing"},
    {"do-places", "; the folder is '%1', and the index lies in storage_path, '%2'"},
    {"do-tried-every-10s", "; it is tried again every 10 seconds"},
    {"weak-exchange", "This file system cannot exchange two files: a file that a program saves by renaming in the very "
                      "instant we replace it can be overwritten."},
    {"weak-exchange-links", "This file system can neither exchange files nor make hard links: a file is absent for an "
                            "instant while we replace it."},
    {"weak-no-replace", "This file system can neither rename without replacing nor make hard links: new files cannot "
                        "be put in place safely, so they are not."},
    {"weak-leases", "We cannot learn whether somebody has a file open for writing: replaced files are kept for 60 "
                    "quiet seconds in case somebody still writes to them."},
    {"weak-birth-time",
     "Files have no birth time here: a moved directory is taken for a deleted and a new one more often."},
    {"weak-case",
     "Names that differ only in upper and lower case are the same here: one of two such files gets a suffix."},
    {"weak-unicode",
     "Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix."},
    {"weak-names", "This file system refuses some names: such files get another name here."},
    {"weak-symlinks", "This file system has no symbolic links: they are not made here."},
    {"weak-modes",
     "This file system does not keep permissions: those of other devices are passed on but not set here."},
    {"weak-xattrs",
     "This file system does not keep extended attributes: those of other devices are passed on but not set here."},
    {"weak-times",
     "File times are kept in whole seconds here: files changed within such a time are read again to be sure."},
    {"notice-index-damaged",
     "the index of '%1' was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the disk "
     "of storage_path fails; the old index is kept there as '%3', and may be removed"},
    {"notice-folder-other", "the folder '%1' is not in the state that its index knows: another one stands there than "
                            "when its first scan was interrupted; the folder was joined anew, and nothing was deleted; "
                            "the old index is kept in storage_path as '%2', and may be removed"},
    {"notice-folder-restored",
     "the folder '%1' is not in the state that its index knows: one of them was restored from a backup; the folder was "
     "joined anew, and nothing was deleted; the old index is kept in storage_path as '%2', and may be removed"},
    {"notice-storage-copied", "the storage_path of this device was copied or moved here from another place: '%1' goes "
                              "on as a new author, so that nothing is numbered twice; if the original still runs, stop "
                              "one of the two, remove device.key from its storage_path, and start it again"},
    {"notice-out-of-the-way", "'%1' in '%2' was out of the way when the program or the machine stopped, and nothing "
                              "tells any more where it belongs: look what is in it, and move it there or remove it"},
    {"notice-key-in-use",
     "the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as soon "
     "as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again"},
    {"notice-own-key-in-use", "the device at %1 (%2) uses the device key of this one: the storage_path was copied; "
                              "each of the two takes a new key and goes on with it"},
    {"notice-stranger-dialled",
     "the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets"},
    {"notice-stranger-knocks", "a device at %1 knocks, which calls itself %2, but shares nothing with this one: if it "
                               "should, compare the secrets"},
    {"notice-clock-ahead", "the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes "
                           "made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)"},
    {"notice-clock-behind", "the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes "
                            "made at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)"},
    {"peer-shares-nothing", "the device there (%1) shares nothing with this one: compare the secrets"},
    {"peer-penalty", "it broke the protocol, and is not let in for 10 minutes; the log says how"},
    {"notice-banned", "the device '%1' (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal "
                      "there; if it happens again, its disk or memory may be failing, or somebody altered its program: "
                      "then take it off, and give the others a new secret"},
    {"no-answer", "the share has not answered: its disk is busy or does not respond"},
    {"do-ask-again", "ask again in a moment"},
}};

} // namespace

const WordingText& textOf(Wording wording)
{
    return kTexts[static_cast<size_t>(wording)];
}

} // namespace shoal::model
