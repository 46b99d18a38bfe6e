// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/mutant.h"

#ifdef SHOAL_MUTANTS

#include <algorithm>
#include <array>

namespace shoal {

namespace {

struct Row
{
    Mutant mutant;
    const char* name;
};

constexpr std::array kRows{
    Row{Mutant::SkipCheckAfterExchange, "skip-check-after-exchange"},
    Row{Mutant::ExpectWhatIsThere, "expect-what-is-there"},
    Row{Mutant::IgnoreOpenWriters, "ignore-open-writers"},
    Row{Mutant::ReplaceATakenName, "replace-a-taken-name"},
    Row{Mutant::AbsentForAMoment, "absent-for-a-moment"},
    Row{Mutant::ReplaceInPlace, "replace-in-place"},
    Row{Mutant::RenameBeforeIntent, "rename-before-intent"},
    Row{Mutant::LeaveGroupsUnsettled, "leave-groups-unsettled"},
    Row{Mutant::ShowBeforeDurable, "show-before-durable"},
    Row{Mutant::ShowUnverifiedCopy, "show-unverified-copy"},
    Row{Mutant::DropArchiveStep, "drop-archive-step"},
    Row{Mutant::EmptyStagingAtStart, "empty-staging-at-start"},
    Row{Mutant::OverwriteReadersChange, "overwrite-readers-change"},
    Row{Mutant::IgnoreNameClash, "ignore-name-clash"},
    Row{Mutant::NeverTryAgain, "never-try-again"},
    Row{Mutant::ForgetPendingRows, "forget-pending-rows"},
    Row{Mutant::MakeNoWay, "make-no-way"},
    Row{Mutant::LeaveMovingDirectories, "leave-moving-directories"},
    Row{Mutant::TrustAPart, "trust-a-part"},
    Row{Mutant::GoOnAfterIndexError, "go-on-after-index-error"},
    Row{Mutant::CompareOnlyMtime, "compare-only-mtime"},
    Row{Mutant::CompareWithRecord, "compare-with-record"},
    Row{Mutant::TrustRacy, "trust-racy"},
    Row{Mutant::TrustChangedWhileRead, "trust-changed-while-read"},
    Row{Mutant::TakeWhatIsBeingWritten, "take-what-is-being-written"},
    Row{Mutant::DirectoryTimesAreChanges, "directory-times-are-changes"},
    Row{Mutant::ForgetRenames, "forget-renames"},
    Row{Mutant::CopyMovedDirectories, "copy-moved-directories"},
    Row{Mutant::SucceedTheWinner, "succeed-the-winner"},
    Row{Mutant::TombstoneForgetsContent, "tombstone-forgets-content"},
    Row{Mutant::ErrorIsDeletion, "error-is-deletion"},
    Row{Mutant::ForgetOtherLinks, "forget-other-links"},
    Row{Mutant::IgnoreOverflow, "ignore-overflow"},
    Row{Mutant::WatchAfterListing, "watch-after-listing"},
    Row{Mutant::TornIsAChange, "torn-is-a-change"},
    Row{Mutant::NoHoldAfterCrash, "no-hold-after-crash"},
    Row{Mutant::MarkWithoutFlush, "mark-without-flush"},
    Row{Mutant::MissingMountIsDeletion, "missing-mount-is-deletion"},
    Row{Mutant::MissingRootIsDeletion, "missing-root-is-deletion"},
    Row{Mutant::MissingMarkerJoins, "missing-marker-joins"},
    Row{Mutant::ForgetACounter, "forget-a-counter"},
    Row{Mutant::StampIsTheClock, "stamp-is-the-clock"},
    Row{Mutant::DeletionGetsTheClock, "deletion-gets-the-clock"},
    Row{Mutant::ChmodMakesADot, "chmod-makes-a-dot"},
    Row{Mutant::RankByVector, "rank-by-vector"},
    Row{Mutant::IgnoreAuthorInTies, "ignore-author-in-ties"},
    Row{Mutant::NoConflictCopy, "no-conflict-copy"},
    Row{Mutant::ConflictNameWithoutDot, "conflict-name-without-dot"},
    Row{Mutant::AuthorConflicts, "author-conflicts"},
    Row{Mutant::ReadersDeriveConflicts, "readers-derive-conflicts"},
    Row{Mutant::ReuseCounters, "reuse-counters"},
    Row{Mutant::PurgeByLocalTime, "purge-by-local-time"},
    Row{Mutant::DropAppliedTombstones, "drop-applied-tombstones"},
    Row{Mutant::AcceptUnsigned, "accept-unsigned"},
    Row{Mutant::LeaveCycles, "leave-cycles"},
    Row{Mutant::HideBelowDeleted, "hide-below-deleted"},
    Row{Mutant::SkipOneChild, "skip-one-child"},
    Row{Mutant::NeverCompareAgain, "never-compare-again"},
    Row{Mutant::DoNotPassOn, "do-not-pass-on"},
    Row{Mutant::ServeChangedFile, "serve-changed-file"},
    Row{Mutant::NeverRedial, "never-redial"},
};
static_assert(kRows.size() + 1 == static_cast<size_t>(Mutant::Count));

} // namespace

namespace detail {
std::atomic<Mutant> activeMutant = Mutant::None;
}

const std::vector<const char*>& mutantNames()
{
    static const std::vector<const char*> names = [] {
        std::vector<const char*> all;
        for (const Row& row : kRows)
            all.push_back(row.name);
        return all;
    }();
    return names;
}

bool activateMutant(ByteView name)
{
    const auto row = std::find_if(kRows.begin(), kRows.end(), [name](const Row& one) { return name == one.name; });
    if (row == kRows.end() && !name.empty())
        return false;
    detail::activeMutant = name.empty() ? Mutant::None : row->mutant;
    return true;
}

} // namespace shoal

#endif
