// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"
#include "sample_index.h"
#include "scratch_folder.h"

#include "core/crypto/partial_batch.h"
#include "core/engine/apply_group.h"
#include "core/engine/share_index.h"
#include "core/storage/chunk_list.h"
#include "shared/base/hash.h"

#include <algorithm>

using namespace shoal;
using namespace shoal::fuzz;
using engine::ShareIndex;

namespace {

// More rows than any index of this size has.
constexpr size_t kMany = 10'000;

template <class T> bool told(const Result<T>& result)
{
    if (!result)
        requireText(result.error());
    return result.has_value();
}

void changeBytes(Choices& input, Bytes& bytes)
{
    if (bytes.empty())
        return;
    constexpr size_t kPage = 512;
    const size_t pages = bytes.size() / kPage + 1;
    const size_t at = (input.byte() % pages) * kPage + input.number16() % kPage;
    switch (input.below(5)) {
    case 0:
    case 1:
        if (at < bytes.size())
            bytes[at] = static_cast<char>(input.byte());
        break;
    case 2: {
        const ByteView piece = input.bytes(input.byte());
        if (at < bytes.size())
            bytes.replace(at, piece.size(), piece);
        break;
    }
    case 3: { // one page in the place of another
        const size_t from = (input.byte() % pages) * kPage;
        if (from + kPage <= bytes.size() && at / kPage * kPage + kPage <= bytes.size())
            bytes.replace(at / kPage * kPage, kPage, Bytes(bytes, from, kPage));
        break;
    }
    default:
        bytes.resize(std::min(at, bytes.size()));
        break;
    }
}

Value takeValue(Choices& input)
{
    switch (input.below(4)) {
    case 0:
        return {Value::Kind::Integer, static_cast<int8_t>(input.byte()), {}};
    case 1: {
        uint64_t number = 0;
        for (int i = 0; i < 8; ++i)
            number = number << 8 | input.byte();
        return {Value::Kind::Integer, static_cast<int64_t>(number), {}};
    }
    case 2:
        return {Value::Kind::Blob, 0, input.bytes(input.byte())};
    default:
        return {};
    }
}

// A sample index with what the input changes: values first, then bytes.
Bytes makeIndex(Choices& input)
{
    const bool withLog = input.below(4) == 0;
    SampleIndex index = sampleIndex();
    if (const size_t values = input.below(4); values > 0) {
        const Bytes path = writeIndex(index, false);
        for (size_t i = 0; i < values; ++i) {
            const Column& column = indexColumns()[input.below(indexColumns().size())];
            const int rows = static_cast<int>(input.below(4));
            setColumn(path, column, rows, takeValue(input));
        }
        if (!withLog)
            return path;
    }
    for (size_t changes = input.below(8); changes > 0; --changes)
        changeBytes(input, withLog && input.below(2) == 0 ? index.log : index.file);
    return writeIndex(index, withLog);
}

void checkIntents(const std::vector<engine::ApplyIntent>& intents)
{
    const auto again = engine::decodeIntents(engine::encodeIntents(intents));
    require(again && *again == intents, "what is intended reads as the same");
}

void readSideTables(store::Index& rows)
{
    if (auto groups = rows.groups(); told(groups))
        for (const auto& [id, intent] : *groups)
            if (auto intents = engine::decodeIntents(intent); told(intents))
                checkIntents(*intents);
    if (auto list = rows.chunkList(sha256("big")); told(list) && *list)
        static_cast<void>(told(storage::decodeChunkList(**list)));
    for (int64_t id = 0; id < 3; ++id)
        if (auto batch = rows.batch(id); told(batch) && *batch)
            if (const auto partial = crypto::PartialBatch::fromKept(**batch))
                require(partial->keep() == **batch, "a kept batch is what keep() makes");
    for (const ByteView key : {"author", "counter ceiling", "complete", "nothing"})
        static_cast<void>(told(rows.meta(key)));
}

void readRows(ShareIndex& index)
{
    store::Index& rows = index.rows();
    auto dirs = rows.allDirs();
    if (!told(dirs))
        return;
    dirs->push_back({});
    for (const store::DirRow& dir : *dirs) {
        if (auto files = rows.filesOf(dir.no); told(files))
            for (store::FileRow& row : *files)
                static_cast<void>(told(index.unsealRow(row)));
        static_cast<void>(told(rows.shownFilesOf(dir.no)));
        static_cast<void>(index.diskPath(dir.no));
        static_cast<void>(index.isSuspended(dir.no));
        static_cast<void>(index.dirRecord(dir.no));
        static_cast<void>(index.tree().path(dir.id));
        for (const engine::DirNo child : index.diskChildren(dir.no))
            require(index.dir(child) != nullptr, "a child on the disk is a directory of the index");
    }
    static_cast<void>(index.mounts());
    for (const auto query : {&store::Index::pendingFiles, &store::Index::tombstones, &store::Index::unflushedFiles}) {
        auto page = (rows.*query)(5, store::kRootDirNo, {});
        static_cast<void>(told(page));
    }
    static_cast<void>(told(rows.filesWithContent(sha256("alpha"), 5)));
    static_cast<void>(told(rows.filesOfInode(1003, 5)));
    static_cast<void>(told(rows.filesWanting(sha256("beta"), 5)));
    static_cast<void>(told(rows.linksOfGroup(42, sha256("gamma"), 5)));
    static_cast<void>(told(rows.linksOfInode(1005, 5)));
}

// All records, in both ways in which peers are told of them.
void readRecords(store::Index& rows)
{
    store::Position position;
    size_t count = 0;
    for (bool more = true; more && count < kMany;) {
        auto page = rows.recordsAfter(position, 3);
        more = told(page) && !page->empty();
        count += more ? page->size() : 0;
    }
    require(count < kMany, "a walk over all records ends");
    static_cast<void>(told(rows.recordsBetween(0, UINT64_MAX, 100)));
}

// What a share does with it every day.
bool write(ShareIndex& index, Random& random)
{
    if (!told(index.reserve(2, random)))
        return false;
    const uint64_t before = index.lastCounter();
    model::Record record;
    record.name = "new.txt";
    record.content = sha256("new");
    constexpr int64_t kNow = int64_t{1'800'000'000} * 1'000'000'000;
    const auto sealed = sync::succeed(nullptr, record, sync::ChangeKind::Content, index.next(kNow));
    require(sealed.record.counter > before, "a number is used once");
    require(model::unseal(sealed.bytes).has_value(), "a record made here is sound");
    {
        auto transaction = store::Transaction::begin(index.rows());
        if (!told(transaction))
            return false;
        auto entry = index.file(store::kRootDirNo, record.name);
        if (!told(entry))
            return false;
        entry->setRecord(sealed);
        entry->setHere(&sealed);
        if (!told(index.save(*entry)) || !told(index.numberFor(DirId::from(Bytes(16, 'n')))))
            return false;
        if (!told(index.forgetSome()) || !told(index.rows().pruneBatches()) || !told(index.rows().pruneChunkLists({})))
            return false;
        if (!told(transaction->commit()))
            return false;
    }
    return told(index.setComplete(kNow)) && told(index.close());
}

} // namespace

// An index whose file is damaged, or holds values that were never written there.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    const Bytes path = makeIndex(input);
    const auto random = makeSeededRandom(5);
    bool whole = false;
    {
        auto index = ShareIndex::open(path, sampleShare());
        if (!told(index))
            return 0;
        readRows(**index);
        readRecords((*index)->rows());
        readSideTables((*index)->rows());
        whole = write(**index, *random);
    }
    if (auto again = ShareIndex::open(path, sampleShare()); told(again))
        readRows(**again);
    else
        require(!whole || again.error().code == ErrorCode::Corrupt, "what was closed can be opened, or is damaged");
    return 0;
}
