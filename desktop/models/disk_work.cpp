// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/disk_work.h"

#include <QMetaObject>
#include <QObject>
#include <QThread>

namespace shoal::models {

DiskWork::DiskWork() : m_thread(new QThread), m_worker(new QObject)
{
    m_worker->moveToThread(m_thread);
    QObject::connect(m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    QObject::connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
    m_thread->start();
}

DiskWork::~DiskWork()
{
    m_thread->quit();
}

void DiskWork::post(Task task)
{
    QMetaObject::invokeMethod(m_worker, std::move(task), Qt::QueuedConnection);
}

} // namespace shoal::models
