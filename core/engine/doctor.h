// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/relays.h"
#include "core/engine/status_json.h"
#include "core/engine/wide_area.h"

#include <QJsonObject>

namespace shoal::engine {

// What `shoal doctor` looks at.
struct DoctorFacts
{
    struct Folder
    {
        Bytes path;
        Bytes trouble;          // a sentence, when its disk does not say
        uint64_t freeBytes = 0; // for this user
    };

    InstanceView instance;
    int64_t wallNs = 0; // our clock
    bool searchesLan = false;
    Bytes lanTrouble;
    Bytes proxy; // that connects to elsewhere; empty: none
    std::vector<Relays::View> relays;
    WideArea::State wideArea;
    Bytes storagePath;
    int64_t minFreeBytes = 0;
    // From lookAtMachine().
    int64_t watchLimit = 0; // of directories, for all programs of this user; 0: not known
    std::vector<Folder> folders;
};

// Fills in what the system knows. Blocking; any thread.
void lookAtMachine(DoctorFacts& facts);

// One thing that was looked at.
struct DoctorCheck
{
    // Off: nothing is wrong, it is not used, or nobody can tell.
    enum class State { Good, Off, Bad };

    Bytes name;
    State state = State::Good;
    Bytes text;     // a sentence
    Bytes whatToDo; // a sentence, when Bad
};

// In the order in which a person would look: listening, LAN, proxy, each relay, mapping, DHT, clock, watches, disks,
// shares.
// Pure.
std::vector<DoctorCheck> examine(const DoctorFacts& facts);

// The answer to `doctor` of the control protocol.
QJsonObject doctorJson(const std::vector<DoctorCheck>& checks);

} // namespace shoal::engine
