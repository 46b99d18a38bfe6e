// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktop/models/options_model.h"

#include "desktop/models/option_texts.h"
#include "desktop/models/words.h"

#include <QFont>
#include <QLocale>

namespace shoal::models {

namespace {

OptionsModel::Option optionOf(const QJsonObject& json)
{
    OptionsModel::Option option;
    option.name = json.value(QLatin1String("name")).toString();
    option.value = json.value(QLatin1String("value"));
    option.byDefault = json.value(QLatin1String("default"));
    option.meaning = json.value(QLatin1String("meaning")).toString();
    option.isFixed = json.value(QLatin1String("fixed")).toBool();
    option.fileLine = json.value(QLatin1String("file_line")).toInt();
    option.min = json.value(QLatin1String("min")).toInt();
    option.max = json.value(QLatin1String("max")).toInt();
    option.unit = json.value(QLatin1String("unit")).toString();
    return option;
}

QVariant variantOf(const QJsonValue& value)
{
    if (value.isArray() && value[0].isObject())
        return QVariant::fromValue(value.toArray());
    if (!value.isArray())
        return value.isDouble() ? QVariant(value.toInt()) : value.toVariant();
    QStringList texts;
    for (const QJsonValue each : value.toArray())
        texts.append(each.toString());
    return texts.join(QLatin1String(", "));
}

// Undefined when it is not of the option's kind or range.
QJsonValue jsonOf(const OptionsModel::Option& option, const QVariant& value)
{
    if (option.isFlag())
        return value.toBool();
    if (option.isNumber()) {
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        const bool isInRange = option.max == 0 || (number >= option.min && number <= option.max);
        return isNumber && isInRange ? QJsonValue(number) : QJsonValue(QJsonValue::Undefined);
    }
    if (option.isPeriods())
        return value.canConvert<QJsonArray>() ? value.toJsonArray() : QJsonValue(QJsonValue::Undefined);
    const QString text = value.toString().trimmed();
    if (!option.isList())
        return text;
    QJsonArray list;
    for (const QString& each : text.split(QLatin1Char(','), Qt::SkipEmptyParts))
        list.append(each.trimmed());
    return list;
}

} // namespace

OptionsModel::OptionsModel(QObject* parent) : QAbstractTableModel(parent) {}

void OptionsModel::load(const QJsonArray& options)
{
    beginResetModel();
    m_options.clear();
    m_changes.clear();
    for (const QJsonValue each : options)
        m_options.append(optionOf(each.toObject()));
    endResetModel();
    Q_EMIT loaded();
}

void OptionsModel::setConfigFile(const QString& path)
{
    m_configFile = path;
    retranslate();
}

void OptionsModel::retranslate()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_options.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

const OptionsModel::Option* OptionsModel::find(const QString& name) const
{
    const int row = rowOf(name);
    return row < 0 ? nullptr : &m_options[row];
}

int OptionsModel::rowOf(const QString& name) const
{
    for (int row = 0; row < m_options.size(); ++row)
        if (m_options[row].name == name)
            return row;
    return -1;
}

QVariant OptionsModel::current(const QString& name) const
{
    const Option* const option = find(name);
    if (!option)
        return {};
    const auto changed = m_changes.find(name);
    if (changed == m_changes.end())
        return variantOf(option->value);
    return variantOf(changed->isNull() ? option->byDefault : *changed);
}

bool OptionsModel::change(const QString& name, const QVariant& value)
{
    const int row = rowOf(name);
    if (row < 0 || m_options[row].isFixed)
        return false;
    const QJsonValue json = jsonOf(m_options[row], value);
    if (json.isUndefined())
        return false;
    take(row, json);
    return true;
}

void OptionsModel::reset(const QString& name)
{
    if (const int row = rowOf(name); row >= 0 && !m_options[row].isFixed)
        take(row, m_options[row].value == m_options[row].byDefault ? m_options[row].value : QJsonValue());
}

void OptionsModel::take(int row, const QJsonValue& value)
{
    const QString name = m_options[row].name;
    if (value == m_options[row].value)
        m_changes.remove(name);
    else
        m_changes[name] = value;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT changed(name);
}

bool OptionsModel::isDefault(const QString& name) const
{
    const Option* const option = find(name);
    return !option || current(name) == variantOf(option->byDefault);
}

QJsonObject OptionsModel::changes() const
{
    QJsonObject changes;
    for (auto it = m_changes.begin(); it != m_changes.end(); ++it)
        changes.insert(it.key(), *it);
    return changes;
}

int OptionsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_options.size());
}

int OptionsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OptionsModel::textOf(const Option& option, const QVariant& value) const
{
    if (option.isFlag())
        return value.toBool() ? tr("yes") : tr("no");
    if (option.isPeriods())
        return tr("%n period(s)", nullptr, static_cast<int>(value.toJsonArray().size()));
    if (!option.isNumber())
        return value.toString();
    const QString unit = OptionTexts::unit(option.unit);
    // A port is no quantity.
    return unit.isEmpty() ? QString::number(value.toInt()) : quantityInWords(value.toInt(), unit);
}

QString OptionsModel::hint(const Option& option) const
{
    if (option.isFixed)
        return tr("Set in the config file %1, line %2. Change it there.").arg(m_configFile).arg(option.fileLine);
    return OptionTexts::meaning(option.name, option.meaning);
}

QVariant OptionsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Option& option = m_options[index.row()];
    if (role == Qt::ToolTipRole)
        return hint(option);
    if (role == Qt::FontRole && index.column() <= Value && !isDefault(option.name)) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::EditRole && index.column() == Value)
        return current(option.name);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name:
        return option.name;
    case Value:
        return textOf(option, current(option.name));
    case Default:
        return textOf(option, variantOf(option.byDefault));
    default:
        return hint(option);
    }
}

bool OptionsModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    return index.isValid() && index.column() == Value && role == Qt::EditRole &&
           change(m_options[index.row()].name, value);
}

QVariant OptionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Option");
    case Value:
        return tr("Value");
    case Default:
        return tr("Default");
    default:
        return tr("Meaning");
    }
}

Qt::ItemFlags OptionsModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    // What is fixed can be read, and pointed at to learn where.
    if (m_options[index.row()].isFixed)
        return Qt::ItemIsSelectable;
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return index.column() == Value && !m_options[index.row()].isPeriods() ? flags | Qt::ItemIsEditable : flags;
}

} // namespace shoal::models
