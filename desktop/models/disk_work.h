// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/executor.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QObject>
#include <QPointer>

class QThread;

namespace shoal::models {

// Work that may block on a disk, one task after the other on a thread of its own. Its end waits for nobody: a task that
// hangs goes on until its disk answers, those behind it are dropped. Tasks own what they use. One thread makes, uses
// and destroys it.
class DiskWork final : public Executor
{
public:
    DiskWork();
    ~DiskWork() override;
    DiskWork(const DiskWork&) = delete;
    DiskWork& operator=(const DiskWork&) = delete;

    void post(Task task) override;

    // work() there, and then done(its result) on the application's thread, unless `context`, which lives there, is
    // gone.
    template <class Work, class Done> void run(QObject* context, Work work, Done done)
    {
        post([guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)] {
            QMetaObject::invokeMethod(
                QCoreApplication::instance(),
                [guard, done, result = work()] {
                    if (guard)
                        done(result);
                },
                Qt::QueuedConnection);
        });
    }

private:
    QThread* const m_thread; // outlives this while a task hangs
    QObject* const m_worker; // lives in it, and goes with it
};

} // namespace shoal::models
