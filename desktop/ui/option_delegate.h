// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace shoal::models {
class OptionsModel;
}

namespace shoal::ui {

// Edits a value in the table of all options with what fits: a number in its range, yes or no, a text.
class OptionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    // `model` outlives it; the view may show it through a proxy.
    explicit OptionDelegate(const models::OptionsModel& model, QObject* parent = nullptr);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;

private:
    const models::OptionsModel& m_model;
};

} // namespace shoal::ui
