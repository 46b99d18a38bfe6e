// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/model/record.h"
#include "core/storage/archive_names.h"

using namespace shoal;
using namespace shoal::fuzz;
using storage::Worth;

namespace {

// Any name that lies in an archive, put there by whomever.
void checkFound(const Bytes& name)
{
    static_cast<void>(storage::worthOf(name));
    const auto original = storage::originalName(name);
    if (!original)
        return;
    require(model::isValidName(*original) || *original == "." || *original == "..",
            "what a version was called is a name");
    require(original->size() < name.size(), "a version's name is longer than the file's");
}

void checkArchived(const Bytes& name, uint64_t version, Worth worth)
{
    const storage::NameParts parts = storage::splitName(name);
    require(parts.stem + parts.extension == name, "a name is its parts");
    const Bytes archived = storage::archivedName(parts, version, worth);
    require(model::isValidName(archived), "a version has a name that a file can have");
    require(storage::versionOf(archived, parts) == version, "a version's number is read from its name");
    require(storage::worthOf(archived) == worth, "a version's worth is read from its name");
    require(storage::newestVersion({archived, name}, parts) >= version, "the newest version is at least as new");
    constexpr size_t kUncut = 190; // the rest of 255 is for number, mark and extension
    if (name.size() <= kUncut)
        require(storage::originalName(archived) == name, "the file's name is read from its version's");
}

} // namespace

// A number, a worth and a name.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    Choices input(viewOf(data, size));
    const Worth worth = input.below(2) == 0 ? Worth::Ordinary : Worth::Precious;
    uint64_t version = 0;
    for (size_t bytes = input.below(9); bytes > 0; --bytes)
        version = version << 8 | input.byte();
    const Bytes name(input.rest());
    if (!model::isValidName(name))
        return 0;
    checkFound(name);
    checkArchived(name, version, worth);
    return 0;
}
