// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/apply_group.h"
#include "core/engine/archive_source.h"
#include "core/engine/link_applier.h"
#include "core/engine/local_copies.h"
#include "core/engine/replica.h"

namespace shoal::engine {

// Makes the disk show the winning records, in groups: contents are staged and flushed first, then an intent is
// committed to the index, then the entries become visible, and one more transaction says what the disk shows (design:
// durable before visible). Nothing is overwritten that was not observed before (core/storage/safe_apply.h): what
// somebody changed meanwhile goes to toLookAt instead.
class Applier
{
public:
    explicit Applier(Replica& replica) : m_replica(replica), m_copies(replica), m_archived(replica), m_links(replica) {}

    struct Item
    {
        FileKey key;
        std::optional<Bytes> content; // of the winning record, when it came with the message or was fetched
        Bytes stagedName;             // a complete, verified file in staging (large transfers); empty = none
        bool checked = false;         // the content's hash was compared with the record's already
    };

    // Applies what can be applied. What lacks its content is left pending and listed in takeWanted().
    Result<void> apply(std::vector<Item> items);

    // Files whose content has to be fetched.
    struct Wanted
    {
        FileKey key;
        DirId dir;
        Hash content;
        uint64_t size = 0;
        Hash base;         // a chunked content that is here under the same name, or zero
        int64_t stamp = 0; // of the record: what changed last is wanted first
    };
    std::vector<Wanted> takeWanted() { return std::exchange(m_wanted, {}); }
    // Entries that somebody has open for writing, or that failed: to be tried again after a while.
    std::set<FileKey> takeRetries() { return std::exchange(m_retries, {}); }

    // True once after entries were made visible or removed: what was in somebody's way may be gone.
    bool takeProgress() { return std::exchange(m_progress, false); }

    // The name in staging of a large file that is being put together.
    static constexpr ByteView kPartSuffix = ".part";
    static Bytes partName(const Hash& content) { return content.hex() + Bytes(kPartSuffix); }

    // Large contents that are being copied from files of this disk; their entries are applied once that is done.
    LocalCopies& copies() { return m_copies; }

    // Gives up what is remembered of the folder as it was open.
    void reset();

    // At start, before anything else: finishes groups that a crash left half done, and moves whatever else lies in
    // staging to the archive.
    Result<void> settleGroups();

private:
    enum class Action { None, Create, Replace, Attributes, Rename, Remove };
    struct Plan
    {
        FileEntry entry;
        Action action = Action::None;
        Bytes name; // on disk
        std::unique_ptr<storage::File> unnamed;
        storage::Directory* staging = nullptr; // where its file system is staged
        Bytes stagedName;
        Bytes part;         // what is staged still has this name; it gets the above before something is displaced
        uint64_t inode = 0; // of what was staged
        std::optional<storage::FileStat> now;
        std::optional<storage::FileStat> linked; // the file that it is another name of, as it was checked
        bool applied = false;
        std::optional<Action> unlinked; // what is staged is another name of a file that is here; without that: this
        bool sameContent = false;       // only which names share a file changes
        bool unflushed = false;         // the file it is linked to may not have reached the disk
        int64_t takenOutNs = 0;         // ctime of what was removed, since then
    };

    Result<std::optional<Plan>> plan(Item& item);
    Result<void> chooseName(Plan& plan);
    Action actionFor(const FileEntry& entry, const Bytes& name) const;
    bool mayOverwrite(const FileEntry& entry) const;
    Result<bool> planLinks(Plan& plan, const Item& item);
    void leaveAsItIs(Plan& plan);
    Result<void> stageLink(Plan& plan, Item& item);
    Result<bool> stage(Plan& plan, Item& item);
    Result<void> checkRoom(uint64_t bytes) const;
    Result<bool> reuseStaged(Plan& plan, Item& item);
    Result<bool> takeFromCommon(Plan& plan, Item& item, storage::Directory& place);
    Result<void> keepStaged(Plan& plan);
    Result<void> removeStaged(const Plan& plan, ByteView name);
    Result<void> stageFile(Plan& plan, storage::Directory& place, const std::optional<Bytes>& content,
                           storage::File* source);
    struct Source
    {
        FileKey key;
        std::unique_ptr<storage::File> file; // null: there is none
    };
    Result<Source> localSource(const FileEntry& entry);
    Result<void> useCopy(Plan& plan, LocalCopies::Copy copy);
    Result<bool> copyInSlices(Plan& plan, Source source, storage::Directory& place);
    storage::Attributes attributesFor(const model::Record& record, std::optional<uint32_t> seenMode) const;
    Result<void> makeVisible(std::vector<Plan>& plans);
    void learnNames(std::vector<Plan>& plans);
    Result<void> show(Plan& plan);
    Result<void> showIn(Plan& plan, storage::Directory& place);
    static storage::Expected expectedAt(const FileEntry& entry, storage::Directory& place, ByteView name);
    static bool displacesUnseen(const FileEntry& entry);
    Result<void> keepDisplaced(const Plan& plan, bool guarded);
    Result<void> writeRows(std::vector<Plan>& plans, std::optional<uint64_t> group);
    void rememberShown(const std::vector<Plan>& plans, std::vector<ApplyIntent> intents);
    void countJoin(const Plan& plan);
    void noteChange(const Plan& plan);
    void failed(Plan& plan, const Error& error);
    void notDurable(std::vector<Plan>& plans, const Error& error);
    Result<storage::Directory*> open(DirNo dir);
    Result<void> settleIntent(const ApplyIntent& intent);
    void leavePart(Plan& plan);
    void becomePart(const Bytes& stagedName, uint64_t inode, const Hash& content);
    Result<bool> isWantedPart(ByteView name) const;
    Result<void> clearStaging(storage::Directory& staging);

    Replica& m_replica;
    LocalCopies m_copies;
    ArchiveSource m_archived;
    LinkApplier m_links;
    std::vector<Wanted> m_wanted;
    std::set<FileKey> m_retries;
    // Complete contents that could not be shown yet, in staging: they need not be made again. The inode tells them from
    // a user's file that was caught under the same name.
    struct Staged
    {
        Hash content;
        Bytes name;
        uint64_t inode = 0;
    };
    std::map<FileKey, Staged> m_staged;
    bool m_progress = false;
    uint64_t m_lastGroup = 0;
    // What the disk shows and the index could not note: outlives reset(), until the groups are settled.
    std::vector<ApplyIntent> m_unnoted;
    // The directory used last: items come sorted.
    DirNo m_openDir = store::kNotOnDisk;
    std::unique_ptr<storage::Directory> m_open;
};

} // namespace shoal::engine
