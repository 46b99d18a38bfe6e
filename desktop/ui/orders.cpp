// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/orders.h"

#include <QPointer>

namespace shoal::ui {

Orders::Orders(models::Instance& instance, QObject* parent) : QObject(parent), m_instance(instance) {}

void Orders::give(const QString& method, const QJsonObject& params, QObject* context,
                  std::function<void(const QJsonObject&)> done)
{
    m_instance.call(
        method, params, this,
        [this, guard = QPointer<QObject>(context), done = std::move(done)](const Result<QJsonObject>& answer) {
            if (!answer)
                Q_EMIT refused(QString::fromStdString(answer.error().context));
            else if (guard && done)
                done(*answer);
        });
}

} // namespace shoal::ui
