// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/ui/option_form.h"

#include "desktop/models/option_texts.h"
#include "desktop/ui/spin_unit.h"

#include <QCheckBox>
#include <QEvent>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

namespace shoal::ui {

namespace {

using models::OptionsModel;
using models::OptionTexts;

// A sentence in a form is as wide as it is easily read, in letters.
constexpr int kWidth = 40;

} // namespace

OptionForm::OptionForm(OptionsModel& model, const QStringList& names, QWidget* parent)
    : QWidget(parent), m_model(model), m_names(names), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_form->setVerticalSpacing(fontMetrics().height() * 2 / 3);
    connect(&m_model, &OptionsModel::loaded, this, &OptionForm::build);
    connect(&m_model, &OptionsModel::dataChanged, this, &OptionForm::retranslate);
    build();
}

// The options of an instance do not change their kind: what is there stays, with the focus in it.
void OptionForm::build()
{
    for (const QString& name : m_names) {
        const bool isThere =
            std::any_of(m_fields.begin(), m_fields.end(), [&name](const Field& field) { return field.name == name; });
        if (!isThere && m_model.find(name))
            m_fields.append(addField(name));
    }
    retranslate();
}

OptionForm::Field OptionForm::addField(const QString& name)
{
    const bool isFlag = m_model.find(name)->isFlag();
    Field field{name, isFlag ? nullptr : new QLabel, makeControl(*m_model.find(name)), new QLabel};
    field.control->setObjectName(name);
    field.meaning->setWordWrap(true);
    field.meaning->setMinimumWidth(fontMetrics().averageCharWidth() * kWidth);
    field.meaning->setForegroundRole(QPalette::WindowText);
    if (field.label)
        field.label->setBuddy(field.control);
    auto* const column = new QVBoxLayout;
    column->setSpacing(fontMetrics().height() / 4);
    column->addWidget(field.control);
    auto* const below = new QHBoxLayout;
    if (isFlag) // below the text of the box, on either side
        below->addSpacing(style()->pixelMetric(QStyle::PM_IndicatorWidth) +
                          style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing));
    below->addWidget(field.meaning, 1);
    column->addLayout(below);
    if (isFlag)
        m_form->addRow(column);
    else
        m_form->addRow(field.label, column);
    return field;
}

QWidget* OptionForm::makeControl(const OptionsModel::Option& option)
{
    if (option.isFlag()) {
        auto* const box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this, [this, name = option.name](bool isOn) { m_model.change(name, isOn); });
        return box;
    }
    if (option.isNumber()) {
        auto* const spin = new QSpinBox;
        spin->setRange(option.min, option.max == 0 ? INT_MAX : option.max);
        spin->setGroupSeparatorShown(!option.unit.isEmpty());
        spin->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        connect(spin, &QSpinBox::valueChanged, this,
                [this, name = option.name](int value) { m_model.change(name, value); });
        return spin;
    }
    auto* const edit = new QLineEdit;
    if (option.isList())
        edit->setLayoutDirection(Qt::LeftToRight); // addresses read so in every language
    connect(edit, &QLineEdit::textEdited, this,
            [this, name = option.name](const QString& text) { m_model.change(name, text); });
    return edit;
}

void OptionForm::show(const Field& field)
{
    const OptionsModel::Option* const option = m_model.find(field.name);
    if (!option)
        return;
    const QSignalBlocker quiet(field.control);
    const QVariant value = m_model.current(field.name);
    if (auto* const box = qobject_cast<QCheckBox*>(field.control))
        box->setChecked(value.toBool());
    else if (auto* const spin = qobject_cast<QSpinBox*>(field.control))
        spin->setValue(value.toInt());
    else if (auto* const edit = qobject_cast<QLineEdit*>(field.control); edit && !edit->hasFocus())
        edit->setText(value.toString());
    field.control->setEnabled(!option->isFixed);
}

void OptionForm::retranslate()
{
    for (const Field& field : std::as_const(m_fields)) {
        const OptionsModel::Option* const option = m_model.find(field.name);
        if (!option)
            continue;
        const QString label = OptionTexts::label(field.name);
        if (field.label)
            field.label->setText(label);
        else
            qobject_cast<QCheckBox*>(field.control)->setText(label);
        if (auto* const spin = qobject_cast<QSpinBox*>(field.control))
            showUnit(*spin, OptionTexts::unit(option->unit));
        const auto hint = m_model.data(m_model.index(m_model.rowOf(field.name), 0), Qt::ToolTipRole).toString();
        field.meaning->setText(hint);
        field.control->setAccessibleDescription(hint);
        show(field);
    }
}

void OptionForm::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace shoal::ui
