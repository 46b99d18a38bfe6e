// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace shoal::ui {

// Paints a bar with the item's text over it, for a part from 0 to 1.
class ProgressDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // `role`: of the part.
    ProgressDelegate(int role, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const int m_role;
};

} // namespace shoal::ui
