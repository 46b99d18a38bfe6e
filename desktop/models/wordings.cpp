// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/wordings.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace shoal::models {

namespace {

constexpr char kContext[] = "Wordings";

struct Wording
{
    const char* code;
    struct
    {
        const char* english;
        const char* comment;
    } text;
};

// The English texts are those of the instance. Each goes on from what is before it when it begins with a comma or a
// semicolon.
constexpr Wording kWordings[] = {
    {"error-not-found", QT_TRANSLATE_NOOP3("Wordings", "%1", "what the system said: not found")},
    {"error-permission-denied", QT_TRANSLATE_NOOP3("Wordings", "%1", "what the system said: access is denied")},
    {"error-no-space", QT_TRANSLATE_NOOP3("Wordings", "%1", "what the system said: the disk is full")},
    {"error-read-only", QT_TRANSLATE_NOOP3("Wordings", "%1", "what the system said: the disk is read-only")},
    {"error-too-many-files", QT_TRANSLATE_NOOP3("Wordings", "%1", "what the system said: too many files are open")},
    {"error-io", QT_TRANSLATE_NOOP3("Wordings", "%1", "what the system said: the system reports an error")},
    {"special-file",
     QT_TRANSLATE_NOOP3("Wordings", "it is a device, a FIFO or a socket, and those are not synced", "")},
    {"open-database", QT_TRANSLATE_NOOP3("Wordings",
                                         "warning: a program has a database open here; its files change together, and "
                                         "other devices may get them in a state that cannot be used",
                                         "")},
    {"changed-read-only",
     QT_TRANSLATE_NOOP3("Wordings", "it was changed here, and this device has only the read-only secret", "")},
    {"open-for-writing", QT_TRANSLATE_NOOP3("Wordings", "a program here has it open for writing", "")},
    {"archive-full-replaces",
     QT_TRANSLATE_NOOP3("Wordings", "what it replaces has to be kept, and the archive is full", "")},
    {"archive-full",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the archive is full of losers of conflicts and replaced local edits, which are kept for %1 "
                        "days: %2 bytes, and the limit is %3; changes that would add such a file wait",
                        "")},
    {"mounted-file",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "another file is mounted over it: what is seen there does not belong to the folder, and is not synced", "")},
    {"mount-gone", QT_TRANSLATE_NOOP3("Wordings", "the file system that was mounted here is gone", "")},
    {"mount-other", QT_TRANSLATE_NOOP3("Wordings", "another file system is mounted here than before", "")},
    {"mount-folder-gone",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the directory in which a file system was mounted is gone, and the file system with it", "")},
    {"mount-other-above", QT_TRANSLATE_NOOP3("Wordings", "another file system is mounted above it than before", "")},
    {"name-taken",
     QT_TRANSLATE_NOOP3("Wordings", "a directory belongs here, but something that is not synced has its name", "")},
    {"deleted-not-empty",
     QT_TRANSLATE_NOOP3("Wordings", "it was deleted elsewhere but still holds something that is not synced", "")},
    {"deleted-not-put-back",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "a directory that was deleted elsewhere still holds something, and cannot be put back in its place: %1", "")},
    {"held-old",
     QT_TRANSLATE_NOOP3("Wordings", "it is older than what is remembered of deletions: perhaps it was deleted long ago",
                        "")},
    {"open-files-out",
     QT_TRANSLATE_NOOP3("Wordings",
                        "no more files can be opened (this process may have %1 open, RLIMIT_NOFILE): the share waits",
                        "")},
    {"disk-read-only",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the file system is mounted read-only: changes of other devices wait, files are still served",
                        "")},
    {"horizon-before", QT_TRANSLATE_NOOP3("Wordings",
                                          "'%1' wants deletions to be forgotten up to %2 days before this device's "
                                          "clock, and 170 days before it is the least: the horizon is refused",
                                          "")},
    {"horizon-after", QT_TRANSLATE_NOOP3("Wordings",
                                         "'%1' wants deletions to be forgotten up to %2 days after this device's "
                                         "clock, and 170 days before it is the least: the horizon is refused",
                                         "")},
    {"marker-gone",
     QT_TRANSLATE_NOOP3("Wordings", ".sync/ID is gone: this may be an empty mount point or another disk", "")},
    {"files-missing",
     QT_TRANSLATE_NOOP3("Wordings", "%1 of %2 files are missing: nothing is deleted elsewhere until you say so", "")},
    {"ignore-list-unusable", QT_TRANSLATE_NOOP3("Wordings", "the ignore list cannot be used: %1", "")},
    {"only-here", QT_TRANSLATE_NOOP3("Wordings",
                                     "it is on this read-only device only: it was added here, or deleted elsewhere "
                                     "while this device could not know; it is kept, and not synced",
                                     "")},
    {"folder-not-here-yet", QT_TRANSLATE_NOOP3("Wordings", "its directory is not on this disk yet", "")},
    {"about-to-be-written", QT_TRANSLATE_NOOP3("Wordings", "it is about to be written here", "")},
    {"about-to-be-deleted", QT_TRANSLATE_NOOP3("Wordings", "its deletion is about to be done here", "")},
    {"being-fetched", QT_TRANSLATE_NOOP3("Wordings", "it is being fetched", "")},
    {"waits-for-its-turn", QT_TRANSLATE_NOOP3("Wordings", "it waits for its turn to be fetched", "")},
    {"no-peer", QT_TRANSLATE_NOOP3("Wordings", "no peer is connected", "")},
    {"nobody-has-it", QT_TRANSLATE_NOOP3("Wordings", "no connected peer has it", "")},
    {"own-lost", QT_TRANSLATE_NOOP3("Wordings", "; it is this device's own, lost here", "")},
    {"not-even-its-author", QT_TRANSLATE_NOOP3("Wordings", ", not even '%1', which wrote it", "")},
    {"made-by", QT_TRANSLATE_NOOP3("Wordings", "; this version was made by '%1'", "")},
    {"last-seen", QT_TRANSLATE_NOOP3("Wordings", ", last seen %1", "")},
    {"peer-lacks-file", QT_TRANSLATE_NOOP3("Wordings", "'%1' lacks 1 file (%2 bytes)", "")},
    {"peer-lacks-files", QT_TRANSLATE_NOOP3("Wordings", "'%1' lacks %2 files (%3 bytes)", "")},
    {"peer-says", QT_TRANSLATE_NOOP3("Wordings", "'%1' says: %2", "")},
    {"peer-says-too", QT_TRANSLATE_NOOP3("Wordings", "; it says: %1", "")},
    {"do-move-out-or-ignore",
     QT_TRANSLATE_NOOP3("Wordings", "move it out of the share, or add it to .sync/IgnoreList", "")},
    {"do-keep-database-outside",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "keep the database outside of the share and put dumps or backups of it in; or add it to .sync/IgnoreList",
         "")},
    {"do-make-readable",
     QT_TRANSLATE_NOOP3(
         "Wordings", "make it readable for the user that Shoal runs as; until then nothing is deleted elsewhere", "")},
    {"do-look-at-disk",
     QT_TRANSLATE_NOOP3("Wordings",
                        "look into the system's log: the disk may be failing; it is read again at the next scan", "")},
    {"do-looked-at-again", QT_TRANSLATE_NOOP3("Wordings", "it is looked at again by itself", "")},
    {"do-read-again",
     QT_TRANSLATE_NOOP3("Wordings", "it is read again and again; look whether the disk is in order", "")},
    {"do-tried-again", QT_TRANSLATE_NOOP3("Wordings", "it is tried again by itself", "")},
    {"do-make-room", QT_TRANSLATE_NOOP3("Wordings", "make room on the disk; it is tried again by itself", "")},
    {"do-make-room-perhaps",
     QT_TRANSLATE_NOOP3("Wordings", "make room on the disk, if that is what is missing; it is tried again by itself",
                        "")},
    {"do-make-room-in-archive",
     QT_TRANSLATE_NOOP3("Wordings", "make room in .sync/Archive, or raise \"archive_max_size\"", "")},
    {"do-look-through-archive",
     QT_TRANSLATE_NOOP3("Wordings",
                        "look through .sync/Archive and remove what is not needed, or raise \"archive_max_size\"", "")},
    {"do-undo-change",
     QT_TRANSLATE_NOOP3("Wordings",
                        "undo the change, move the file away, or set \"overwrite_changes\": true for this share", "")},
    {"do-close", QT_TRANSLATE_NOOP3("Wordings", "it is replaced as soon as it is closed", "")},
    {"do-unmount",
     QT_TRANSLATE_NOOP3("Wordings", "unmount it, and the file below it is synced; or add it to .sync/IgnoreList", "")},
    {"do-mount-or-accept", QT_TRANSLATE_NOOP3("Wordings",
                                              "mount the right one, and all goes on by itself; or accept what is there "
                                              "now with 'shoal confirm --new-mount %1'",
                                              "")},
    {"do-mount-until-then",
     QT_TRANSLATE_NOOP3("Wordings", "; until then nothing below it is synced, and nothing deleted", "")},
    {"do-ask-for-folder", QT_TRANSLATE_NOOP3("Wordings", "'shoal why' names the directory, and what to do", "")},
    {"do-rename-or-remove", QT_TRANSLATE_NOOP3("Wordings", "rename or remove it", "")},
    {"do-rename-or-remove-other",
     QT_TRANSLATE_NOOP3("Wordings",
                        "it is tried again by itself; rename or remove what is not synced and has this name", "")},
    {"do-look-into-folder",
     QT_TRANSLATE_NOOP3("Wordings", "look at what is in it (perhaps ignored files) and remove it by hand", "")},
    {"do-raise-watches",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "raise the limit, for instance with a file in /etc/sysctl.d; until then the folder is scanned more often",
         "")},
    {"do-raise-open-files", QT_TRANSLATE_NOOP3("Wordings",
                                               "raise the limit: LimitNOFILE in the systemd unit, or ulimit -n; if it "
                                               "is high enough, the whole system is at sysctl fs.file-max",
                                               "")},
    {"do-mount-writable",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "look into the system's log for the reason (a failing disk?) and mount it writable; all goes on by itself",
         "")},
    {"do-set-clock", QT_TRANSLATE_NOOP3("Wordings", "set the clock of the device that is wrong", "")},
    {"do-answer-held",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "answer with 'shoal confirm %1 --keep' or '--remove'; a directory's path answers for all that is held in it",
         "")},
    {"do-answer-held-elsewhere", QT_TRANSLATE_NOOP3("Wordings",
                                                    "answer on a read-write device with 'shoal confirm %1 --keep' or "
                                                    "'--remove'; a directory's path answers for all that is held in it",
                                                    "")},
    {"do-mend-ignore-list", QT_TRANSLATE_NOOP3("Wordings", "mend .sync/IgnoreList, then restart", "")},
    {"do-answer-missing",
     QT_TRANSLATE_NOOP3("Wordings",
                        "mount the right disk; or answer with 'shoal confirm %1 --refill' (fetch the missing files "
                        "again from the peers) or '--deleted-everywhere' (it was meant)",
                        "")},
    {"do-use-or-delete",
     QT_TRANSLATE_NOOP3("Wordings",
                        "delete it if nobody needs it; put it on a read-write device if it should be synced", "")},
    {"do-check-peers",
     QT_TRANSLATE_NOOP3("Wordings", "check that another device with this secret is running and reachable", "")},
    {"do-wait-for-peer",
     QT_TRANSLATE_NOOP3("Wordings", "wait, or see to it that a device that has it is connected", "")},
    {"do-peer-has-it", QT_TRANSLATE_NOOP3("Wordings", "; '%1' has it", "")},
    {"do-put-back",
     QT_TRANSLATE_NOOP3("Wordings",
                        "put it back from an archive or a backup, or delete it on any device to end the wait", "")},
    {"do-see-to-it-there", QT_TRANSLATE_NOOP3("Wordings", "see to it on that device", "")},
    {"do-make-folder-available",
     QT_TRANSLATE_NOOP3("Wordings", "make the folder available: mount its disk, or move it back", "")},
    {"do-make-room-or-quota",
     QT_TRANSLATE_NOOP3("Wordings", "make room on the disk that is full, or raise the quota", "")},
    {"do-mount-disk-writable",
     QT_TRANSLATE_NOOP3(
         "Wordings", "mount the disk writable that is read-only (a failing one becomes so; the system's log says it)",
         "")},
    {"do-give-access",
     QT_TRANSLATE_NOOP3("Wordings",
                        "let the user that shoald runs as read, enter and change what the message names (chown, chmod)",
                        "")},
    {"do-raise-open-files-of-unit",
     QT_TRANSLATE_NOOP3("Wordings", "raise the limit of open files: LimitNOFILE in the systemd unit, or ulimit -n",
                        "")},
    {"do-put-right", QT_TRANSLATE_NOOP3("Wordings", "put right what the message names", "")},
    {"do-end-other", QT_TRANSLATE_NOOP3("Wordings", "end the other program that uses it", "")},
    {"do-nothing-joined-anew",
     QT_TRANSLATE_NOOP3("Wordings", "nothing: a damaged index is set aside, and the folder joined anew", "")},
    {"do-use-other-file-system", QT_TRANSLATE_NOOP3("Wordings", "use a file system that can do this", "")},
    {"do-disk-may-fail", QT_TRANSLATE_NOOP3("Wordings", "look into the system's log: a disk may be failing", "")},
    {"do-places", QT_TRANSLATE_NOOP3("Wordings", "; the folder is '%1', and the index lies in storage_path, '%2'", "")},
    {"do-tried-every-10s", QT_TRANSLATE_NOOP3("Wordings", "; it is tried again every 10 seconds", "")},
    {"weak-exchange", QT_TRANSLATE_NOOP3("Wordings",
                                         "This file system cannot exchange two files: a file that a program saves by "
                                         "renaming in the very instant we replace it can be overwritten.",
                                         "")},
    {"weak-exchange-links", QT_TRANSLATE_NOOP3("Wordings",
                                               "This file system can neither exchange files nor make hard links: a "
                                               "file is absent for an instant while we replace it.",
                                               "")},
    {"weak-no-replace", QT_TRANSLATE_NOOP3("Wordings",
                                           "This file system can neither rename without replacing nor make hard links: "
                                           "new files cannot be put in place safely, so they are not.",
                                           "")},
    {"weak-leases", QT_TRANSLATE_NOOP3("Wordings",
                                       "We cannot learn whether somebody has a file open for writing: replaced files "
                                       "are kept for 60 quiet seconds in case somebody still writes to them.",
                                       "")},
    {"weak-birth-time",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "Files have no birth time here: a moved directory is taken for a deleted and a new one more often.", "")},
    {"weak-case",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "Names that differ only in upper and lower case are the same here: one of two such files gets a suffix.", "")},
    {"weak-unicode",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "Names that differ only in how accents are encoded are the same here: one of two such files gets a suffix.",
         "")},
    {"weak-names",
     QT_TRANSLATE_NOOP3("Wordings", "This file system refuses some names: such files get another name here.", "")},
    {"weak-symlinks",
     QT_TRANSLATE_NOOP3("Wordings", "This file system has no symbolic links: they are not made here.", "")},
    {"weak-modes",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "This file system does not keep permissions: those of other devices are passed on but not set here.", "")},
    {"weak-xattrs",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "This file system does not keep extended attributes: those of other devices are passed on but not set here.",
         "")},
    {"weak-times",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "File times are kept in whole seconds here: files changed within such a time are read again to be sure.", "")},
    {"notice-index-damaged",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "the index of '%1' was damaged (%2): the folder was joined anew, and nothing was deleted; look whether the "
         "disk of storage_path fails; the old index is kept there as '%3', and may be removed",
         "")},
    {"notice-folder-other",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the folder '%1' is not in the state that its index knows: another one stands there than when "
                        "its first scan was interrupted; the folder was joined anew, and nothing was deleted; the old "
                        "index is kept in storage_path as '%2', and may be removed",
                        "")},
    {"notice-folder-restored",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "the folder '%1' is not in the state that its index knows: one of them was restored from a backup; the folder "
         "was joined anew, and nothing was deleted; the old index is kept in storage_path as '%2', and may be removed",
         "")},
    {"notice-storage-copied",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the storage_path of this device was copied or moved here from another place: '%1' goes on as "
                        "a new author, so that nothing is numbered twice; if the original still runs, stop one of the "
                        "two, remove device.key from its storage_path, and start it again",
                        "")},
    {"notice-out-of-the-way",
     QT_TRANSLATE_NOOP3("Wordings",
                        "'%1' in '%2' was out of the way when the program or the machine stopped, and nothing tells "
                        "any more where it belongs: look what is in it, and move it there or remove it",
                        "")},
    {"notice-key-in-use",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "the devices at %1 (%2) and %3 (%4) use one device key: a storage_path was copied; each takes a new one as "
         "soon as the two meet; if they cannot, stop one, remove device.key from its storage_path and start it again",
         "")},
    {"notice-own-key-in-use",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the device at %1 (%2) uses the device key of this one: the storage_path was copied; each of "
                        "the two takes a new key and goes on with it",
                        "")},
    {"notice-stranger-dialled",
     QT_TRANSLATE_NOOP3(
         "Wordings",
         "the device at %1 calls itself %2 and shares nothing with this one: if it should, compare the secrets", "")},
    {"notice-stranger-knocks", QT_TRANSLATE_NOOP3("Wordings",
                                                  "a device at %1 knocks, which calls itself %2, but shares nothing "
                                                  "with this one: if it should, compare the secrets",
                                                  "")},
    {"notice-clock-ahead",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the clock of %1 is %2 minutes ahead of the one here: syncing goes on, but of two changes made "
                        "at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)",
                        "")},
    {"notice-clock-behind",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the clock of %1 is %2 minutes behind the one here: syncing goes on, but of two changes made "
                        "at the same time the wrong one may win; set both clocks (timedatectl set-ntp true)",
                        "")},
    {"peer-shares-nothing",
     QT_TRANSLATE_NOOP3("Wordings", "the device there (%1) shares nothing with this one: compare the secrets", "")},
    {"peer-penalty",
     QT_TRANSLATE_NOOP3("Wordings", "it broke the protocol, and is not let in for 10 minutes; the log says how", "")},
    {"notice-banned",
     QT_TRANSLATE_NOOP3("Wordings",
                        "the device '%1' (%2) broke the protocol and was not let in for 10 minutes: %3; update Shoal "
                        "there; if it happens again, its disk or memory may be failing, or somebody altered its "
                        "program: then take it off, and give the others a new secret",
                        "")},
    {"no-answer",
     QT_TRANSLATE_NOOP3("Wordings", "the share has not answered: its disk is busy or does not respond", "")},
    {"do-ask-again", QT_TRANSLATE_NOOP3("Wordings", "ask again in a moment", "")},
};

// What an argument has in it is not looked at again.
QString filled(const QString& text, const QStringList& args)
{
    QString result;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const int number = text[i] == QLatin1Char('%') && i + 1 < text.size() ? text[i + 1].digitValue() : 0;
        if (number >= 1 && number <= args.size()) {
            result += args[number - 1];
            ++i;
        } else {
            result += text[i];
        }
    }
    return result;
}

} // namespace

std::optional<QString> wordingIn(const QString& code, const QStringList& args)
{
    const auto* const found = std::find_if(std::begin(kWordings), std::end(kWordings), [&code](const Wording& wording) {
        return code == QLatin1String(wording.code);
    });
    if (found == std::end(kWordings))
        return std::nullopt;
    return filled(QCoreApplication::translate(kContext, found->text.english, found->text.comment), args);
}

QList<std::pair<QString, QString>> allWordings()
{
    QList<std::pair<QString, QString>> all;
    for (const Wording& wording : kWordings)
        all.append({QString::fromLatin1(wording.code), QString::fromUtf8(wording.text.english)});
    return all;
}

} // namespace shoal::models
