// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/option_delegate.h"

#include "desktop/models/option_texts.h"
#include "desktop/models/options_model.h"
#include "desktop/ui/spin_unit.h"

#include <QComboBox>
#include <QSpinBox>

namespace shoal::ui {

using models::OptionsModel;

OptionDelegate::OptionDelegate(const OptionsModel& model, QObject* parent) : QStyledItemDelegate(parent), m_model(model)
{}

QWidget* OptionDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const
{
    const QString name = index.siblingAtColumn(OptionsModel::Name).data().toString();
    const OptionsModel::Option* const known = m_model.find(name);
    if (known && known->isFlag()) {
        auto* const choice = new QComboBox(parent);
        choice->addItems({tr("no"), tr("yes")});
        return choice;
    }
    if (known && known->isNumber()) {
        auto* const spin = new QSpinBox(parent);
        spin->setFrame(false);
        spin->setRange(known->min, known->max == 0 ? INT_MAX : known->max);
        showUnit(*spin, models::OptionTexts::unit(known->unit));
        return spin;
    }
    return QStyledItemDelegate::createEditor(parent, option, index);
}

void OptionDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    if (auto* const choice = qobject_cast<QComboBox*>(editor))
        choice->setCurrentIndex(index.data(Qt::EditRole).toBool() ? 1 : 0);
    else
        QStyledItemDelegate::setEditorData(editor, index);
}

void OptionDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (const auto* const choice = qobject_cast<QComboBox*>(editor))
        model->setData(index, choice->currentIndex() == 1, Qt::EditRole);
    else
        QStyledItemDelegate::setModelData(editor, model, index);
}

} // namespace shoal::ui
