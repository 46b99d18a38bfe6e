// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/sentence.h"

#include <cstdint>

namespace shoal::model {

// What a person is asked about a path, besides reading; each has answers of its own.
enum class Question {
    None,
    MissingFiles, // most files or the marker are gone: fetch them again, or delete them everywhere
    OtherMount,   // another file system is mounted there than before: is it the right one?
    OldRecord,    // older than what is remembered of deletions: keep or remove it?
};

// This path cannot sync, because ... Not an Error (nothing failed that could be retried blindly) and not a
// conflict (nobody disagrees): a person can do something about it.
struct Problem
{
    Bytes path; // root-relative, as on the disk; empty = the whole share
    Sentence reason;
    Sentence whatToDo;
    Bytes peer; // the device it waits for or comes from; may be empty
    Question question = Question::None;
    uint64_t missingFiles = 0; // of MissingFiles
};

} // namespace shoal::model
