// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/executor.h"
#include "shared/base/result.h"

#include <QJsonObject>

#include <functional>
#include <optional>

namespace shoal::engine {

// One JSON object in a file of storage_path, mode 0600, that outlives the program. Engine thread only; it does not wait
// for the disk after load().
class StateJson
{
public:
    // More than kMaxShares entries with long paths, or thousands of peers.
    static constexpr size_t kMaxBytes = 8 * 1024 * 1024;

    // `pool` writes, `loop` is the engine thread's. Both are borrowed and outlive the object and what was posted to
    // them.
    StateJson(Bytes path, Executor& pool, Executor& loop);

    struct Loaded
    {
        QJsonObject object;          // empty when there is no file, or none that can be used
        std::optional<Bytes> notice; // a sentence for a person
    };
    // Blocking; for start-up. A file that is no JSON object is kept aside under another name. One that cannot be read
    // now stays, and nothing is ever saved over it.
    Loaded load();
    // The same for a reader who finds wrong what is in it.
    Loaded damaged(const Bytes& reason);

    // In the order of the calls. `done` is called on the engine thread once it is durable or has failed.
    void save(const QJsonObject& object, std::function<void(Result<void>)> done);

private:
    const Bytes m_path;
    Executor& m_loop;
    Strand m_strand;
    std::optional<Error> m_unreadable;
};

} // namespace shoal::engine
