// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/disk_work.h"

#include <QMetaObject>
#include <QObject>
#include <QThread>

namespace shoal::models {

namespace {

// In milliseconds. A thread that has nothing to do ends in no time; for another one no window waits longer.
constexpr unsigned long kPatience = 20;

} // namespace

DiskWork::DiskWork() : m_thread(new QThread), m_worker(new QObject)
{
    m_worker->moveToThread(m_thread);
    QObject::connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread->start();
}

DiskWork::~DiskWork()
{
    m_thread->quit();
    if (m_thread->wait(kPatience)) {
        delete m_thread;
        return;
    }
    QObject::connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    if (m_thread->isFinished()) // in between
        m_thread->deleteLater();
}

void DiskWork::post(Task task)
{
    QMetaObject::invokeMethod(m_worker, std::move(task), Qt::QueuedConnection);
}

} // namespace shoal::models
