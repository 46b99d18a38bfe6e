// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktop/models/options_model.h"

#include <QList>
#include <QStringList>
#include <QWidget>

class QFormLayout;
class QLabel;

namespace shoal::ui {

// A form for some options of a model: for each a control of its kind with what it means below. Both ways: what is typed
// is a change in the model, what the model says is shown.
class OptionForm final : public QWidget
{
    Q_OBJECT

public:
    // `model` outlives it. The controls come when the model is loaded.
    OptionForm(models::OptionsModel& model, const QStringList& names, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Field
    {
        QString name;
        QLabel* label; // null of a check box, which has its own text
        QWidget* control;
        QLabel* meaning;
    };

    void build();
    Field addField(const QString& name);
    QWidget* makeControl(const models::OptionsModel::Option& option);
    void show(const Field& field);
    void retranslate();

    models::OptionsModel& m_model;
    const QStringList m_names;
    QFormLayout* const m_form;
    QList<Field> m_fields;
};

} // namespace shoal::ui
