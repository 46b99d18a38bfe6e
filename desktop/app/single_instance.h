// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/bytes.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QObject>
#include <QString>

#include <memory>

namespace shoal::app {

// Sees to it that one program runs for a user and a data folder: the first listens on a socket in the runtime folder,
// which is closed to other users, and the next ones hand over what they were started with and end.
class SingleInstance final : public QObject
{
    Q_OBJECT

public:
    // `clock` outlives it.
    SingleInstance(const Bytes& dataFolder, Clock& clock, QObject* parent = nullptr);
    ~SingleInstance() override;

    // True: this is the first, and it listens from now on. False: another one runs, see handOver(). An error: neither
    // can be known, the runtime folder is unusable.
    Result<bool> claim();
    // What one start asks of the program.
    struct Call
    {
        QString link;       // to open in the wizard, may be empty
        bool adds = false;  // open the wizard without one
        QString activation; // the token of the launcher, so that the window may come to the front; may be empty
    };
    // Tells the one that runs to show its window; then calls `done`, once.
    void handOver(const Call& call, std::function<void(bool)> done);

Q_SIGNALS:
    void called(const shoal::app::SingleInstance::Call& call);

private:
    struct Private;
    std::unique_ptr<Private> m_private;
};

} // namespace shoal::app
