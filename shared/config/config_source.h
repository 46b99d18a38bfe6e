// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/config/line_map.h"

#include <optional>
#include <vector>

namespace shoal::config {

// The text of one instance's config as it lies on the disk: one file, or NAME.conf.d with parts *.part in it, which
// mean what they would mean one after the other in one file. Parts come in the order of their names' bytes; hidden ones
// are left out. A part ends with its line, whether the file says so or not.
struct ConfigSource
{
    struct Part
    {
        Bytes fileName;
        Bytes text;
        bool isOpenToOthers = false; // every user of the machine may read it
    };

    Bytes path; // of the file or the folder, without a trailing slash
    bool isFolder = false;
    std::vector<Part> parts;

    bool operator==(const ConfigSource& other) const;
};

// The ending of a folder that holds a config in parts.
inline constexpr ByteView kPartsFolderEnding = ".conf.d";
inline constexpr ByteView kPartEnding = ".part";

// Reads it. Blocking; any thread. The error is a sentence that begins with the name of what cannot be read;
// InvalidArgument when this is no config or more than kMaxConfigBytes.
Result<ConfigSource> readConfigSource(const Bytes& path);

// The parts as one text, and where its lines are from.
Bytes joinedText(const ConfigSource& source);
LineMap linesOf(const ConfigSource& source);

// The sizes and times of its files: another value after somebody changed them, no value when nothing is there.
std::optional<Bytes> fingerprintOf(const Bytes& path);

} // namespace shoal::config
