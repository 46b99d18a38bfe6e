// SPDX-License-Identifier: GPL-3.0-or-later
#include "scratch_folder.h"

#include "fuzz.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace shoal::fuzz {

namespace {

namespace fs = std::filesystem;

struct Folder
{
    Folder()
    {
        std::error_code error;
        const fs::path memory = "/dev/shm";
        const fs::path base = fs::is_directory(memory, error) ? memory : fs::temp_directory_path();
        path = (base / "shoal-fuzz-XXXXXX").string();
        require(::mkdtemp(path.data()) != nullptr, "a folder can be made");
    }
    ~Folder()
    {
        std::error_code error;
        fs::remove_all(path, error);
    }
    Bytes path;
};

} // namespace

const Bytes& scratchFolder()
{
    static const Folder folder;
    return folder.path;
}

void writeFile(const Bytes& path, ByteView content)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    require(file.good(), "a file can be written");
}

void emptyScratchFolder()
{
    for (const auto& entry : fs::directory_iterator(scratchFolder()))
        fs::remove_all(entry.path());
}

} // namespace shoal::fuzz
