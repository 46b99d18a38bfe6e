// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/model/record.h"
#include "core/sync/conflict_name.h"
#include "core/sync/merge.h"
#include "shared/base/hash.h"

using namespace shoal;
using namespace shoal::fuzz;

namespace {

void checkVector(const model::VersionVector& vector)
{
    for (size_t i = 0; i < vector.entries().size(); ++i) {
        const auto& [author, counter] = vector.entries()[i];
        require(counter > 0 && (i == 0 || vector.entries()[i - 1].first < author),
                "a vector is ascending and positive");
        require(vector.covers(author, counter) && (counter == UINT64_MAX || !vector.covers(author, counter + 1)),
                "a vector covers what it says, and no more");
    }
    require(vector.entries().size() <= model::kMaxVectorEntries, "a vector is limited");
    require(vector.dominates(vector), "a vector dominates itself");
}

void checkRecord(const model::SealedRecord& sealed, ByteView bytes)
{
    const model::Record& record = sealed.record;
    require(sealed.bytes == bytes && sealed.hash == sha256(bytes), "a record keeps its bytes");
    require(model::isValidName(record.name), "a record's name can be one of a file");
    require(record.stamp >= 0 && record.stamp <= model::kLatestStamp, "a stamp has successors");
    require(record.authorTimeNs() >= record.stamp, "nothing was written before its stamp");
    checkVector(record.vector);

    // Made anew from the fields it lacks what a newer version wrote, and nothing else.
    const model::SealedRecord again = model::seal(record);
    require(again.bytes.size() <= bytes.size(), "a record gains nothing");
    require(again.bytes.size() < bytes.size() || again.bytes == bytes, "a record has one form");
    const auto reread = model::unseal(again.bytes);
    model::Record known = record;
    if (!known.isDirectory())
        known.parent = {}; // means something only to a newer version, if anything
    require(reread && reread->record == known, "what is sealed unseals as the same");
}

void checkMerge(const model::SealedRecord& a, const model::SealedRecord& b)
{
    const auto here = sync::merge(&a, b);
    const auto there = sync::merge(&b, a);
    using Outcome = sync::MergeOutcome;
    require((here.outcome == Outcome::TakeIncoming) == (there.outcome == Outcome::KeepLocal) &&
                (here.outcome == Outcome::KeepLocal) == (there.outcome == Outcome::TakeIncoming),
            "both devices agree which record wins");
    require(here.conflict.has_value() == there.conflict.has_value(), "both devices derive a conflict, or none");
    if (!here.conflict)
        return;
    require(here.conflict->bytes == there.conflict->bytes, "both devices derive the same conflict");
    const auto derived = model::unseal(here.conflict->bytes);
    require(derived && derived->record == here.conflict->record, "what is derived is a sound record");
    require(sync::parseConflictName(derived->record.name).has_value(), "a derived name is known for what it is");
    require(!sync::merge(nullptr, *derived).conflict, "a new record has no conflict");
}

} // namespace

// Two records of a peer: the first with its size before it, the second behind it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    std::vector<model::SealedRecord> records;
    for (const ByteView bytes : {input.piece(), input.rest()}) {
        auto sealed = model::unseal(Bytes(bytes));
        if (!sealed) {
            requireText(sealed.error());
            continue;
        }
        checkRecord(*sealed, bytes);
        records.push_back(*std::move(sealed));
    }
    if (records.size() == 2 && records[0].record.key() == records[1].record.key())
        checkMerge(records[0], records[1]);
    return 0;
}
