// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/read_notifier.h"

#include <QSocketNotifier>

namespace shoal::engine {

namespace {

class LoopReadNotifier final : public ReadNotifier
{
public:
    LoopReadNotifier(int fileDescriptor, std::function<void()> readable)
        : m_notifier(fileDescriptor, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier, std::move(readable));
    }
    void setEnabled(bool enabled) override { m_notifier.setEnabled(enabled); }

private:
    QSocketNotifier m_notifier;
};

} // namespace

std::unique_ptr<ReadNotifier> makeReadNotifier(int fileDescriptor, std::function<void()> readable)
{
    return std::make_unique<LoopReadNotifier>(fileDescriptor, std::move(readable));
}

} // namespace shoal::engine
